import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import { Moment } from '../page/Moment';
import { ReasonDialog } from '../page/ReasonDialog';

/** Where a record was closed and goes on in another log, and where it cannot go on: what that means, and the way out. */
export function LogsBar() {
  const api = useApi();
  const may = useMay();
  const logs = useQuery({ queryKey: ['audit', 'logs'], queryFn: () => bodyOf(api.GET('/api/v1/audit/logs')) }).data;
  if (!logs) return null;
  return (
    <>
      {logs.closed.map(({ number, at, by, reason, entries }) => (
        <MessageBar key={number} intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>Log {number} of this record was closed</MessageBarTitle>
            {by} closed it on <Moment at={at} />: {reason} Its first {entries} entries are as they were signed, and are found after those of log {number + 1}.
            The first entries of log {number + 1} say what was lost.
          </MessageBarBody>
        </MessageBar>
      ))}
      {logs.trouble && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>The record cannot go on</MessageBarTitle>
            {logs.trouble} Have storage put back as it was, if that can be done. Otherwise an information asset owner or professional standards closes this log and opens the next.
          </MessageBarBody>
          {may('CloseRecord') && (
            <MessageBarActions>
              <ReasonDialog
                opener={(show) => <Button onClick={show}>Close the log</Button>} title="Close this log and open the next" act="Close the log" outdates={['audit', 'storage-standing']}
                about="There is no way back. The next log begins with the last checkpoint that storage still bears out, with your name and this reason."
                send={(reason, header) => bodyOf(api.POST('/api/v1/audit/closure', { params: { header }, body: { reason } }))}
              />
            </MessageBarActions>
          )}
        </MessageBar>
      )}
    </>
  );
}
