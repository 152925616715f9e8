import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { bodyOf, useApi } from '../api/client';
import type { Anchor } from '../api/shapes';
import { Moment } from '../page/Moment';
import { Screened } from '../page/Screened';
import { screenOf } from '../page/screen';

/** Whether something outside our reach vouches for the record: our own signature proves nothing against whoever runs this service. */
export function AnchorBar() {
  const api = useApi();
  const query = useQuery({ queryKey: ['anchor'], queryFn: () => bodyOf(api.GET('/api/v1/audit/anchor')) });
  return <Screened screen={screenOf(query)} what="of who vouches for it">{(anchor) => <Standing anchor={anchor} />}</Screened>;
}

function Standing({ anchor: { at, authority, size, fresh, limitMinutes, configured } }: { anchor: Anchor }) {
  if (fresh && at)
    return (
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>An outsider vouches for it</MessageBarTitle>
          {authority} stamped the first {size} entries, <Moment at={at} />.
        </MessageBarBody>
      </MessageBar>
    );
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Nobody outside vouches for it now</MessageBarTitle>
        {at ? <>The newest time stamp is of <Moment at={at} />, and none should be older than {limitMinutes} minutes. </> : 'It was never stamped by anybody else. '}
        {configured ? 'Ask your administrator whether the time stamping authority answers. ' : 'No time stamping authority is set. '}
        Until then the record proves nothing against whoever runs this service.
      </MessageBarBody>
    </MessageBar>
  );
}
