import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import type { StorageStanding } from '../api/shapes';
import { Moment } from '../page/Moment';
import { Screened } from '../page/Screened';
import { screenOf } from '../page/screen';

const quarterHour = 15 * 60_000;

/** Whether storage itself refuses to change or delete what the record holds. Where it does not, that is said and nothing is claimed. */
export function StorageBar() {
  const api = useApi();
  const query = useQuery({ queryKey: ['storage-standing'], queryFn: () => bodyOf(api.GET('/api/v1/audit/storage')) });
  return <Screened screen={screenOf(query)} what="of what storage protects">{(standing) => <Standing standing={standing} />}</Screened>;
}

/** On pages that are about something else: shown only where something is wrong, to those who may look into it. */
export function StorageAlarm() {
  const may = useMay();
  const mayLook = may('ReadLedger') || may('ReadAdministrativeLedger');
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['storage-standing'],
    queryFn: () => bodyOf(api.GET('/api/v1/audit/storage')),
    enabled: mayLook,
    // It changes once a day, and every request is paid for.
    staleTime: quarterHour,
    refetchInterval: quarterHour,
  });
  return data && isWrong(data) ? <Standing standing={data} /> : null;
}

function isWrong({ trouble, configured, enforced, fresh, findings }: StorageStanding) {
  return Boolean(trouble) || findings.length > 0 || (configured && !(enforced && fresh));
}

function Standing({ standing: { trouble, at, configured, enforced, locked, fresh, findings } }: { standing: StorageStanding }) {
  const looked = at ? <>Last looked <Moment at={at} />. </> : 'Nobody has looked yet. ';
  if (trouble)
    return (
      <Bar intent="error" title="Nothing can be recorded or signed just now">
        {trouble} Tell your administrator: until it is over, acts are refused.
      </Bar>
    );
  if (!configured)
    return (
      <Bar intent="warning" title="This storage does not enforce anything">
        Whoever may write to it can change or delete entries; that they did would be noticed, but not prevented.
      </Bar>
    );
  if (findings.length > 0)
    return (
      <Bar intent="error" title="Storage does not protect the record as it should">
        {looked}{findings.join(' ')}
      </Bar>
    );
  if (!fresh || !enforced)
    return (
      <Bar intent="error" title="Whether storage protects the record is not known">
        {looked}It should be looked at once a day. Ask your administrator.
      </Bar>
    );
  if (!locked)
    return (
      <Bar intent="warning" title="Storage protects the record, but is not locked">
        {looked}Retention can still be shortened or taken away by those who keep it.
      </Bar>
    );
  return (
    <Bar intent="success" title="Storage refuses to change or delete">
      {looked}Retention of all its parts is locked.
    </Bar>
  );
}

function Bar({ intent, title, children }: { intent: 'success' | 'warning' | 'error'; title: string; children: ReactNode }) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {children}
      </MessageBarBody>
    </MessageBar>
  );
}
