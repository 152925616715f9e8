import { Body1, Body1Strong, Button } from '@fluentui/react-components';
import { bodyOf, useApi } from '../api/client';
import type { Member } from '../api/shapes';
import { useAct } from '../api/useAct';
import { useChannelName } from '../channels/useChannels';
import { Moment } from '../page/Moment';
import { ProblemBar } from '../page/ProblemBar';
import { usePageStyles } from '../page/usePageStyles';
import { roleName, roles } from './roles';

/** One role over some channels for a time. */
export function GrantRow({ member, grant: { id, role, channels, validFrom, validTo } }: { member: string; grant: Member['grants'][number] }) {
  const api = useApi();
  const page = usePageStyles();
  const channelName = useChannelName();
  const { run, busy, problem } = useAct((_: undefined, header) =>
    bodyOf(api.POST('/api/v1/members/{id}/grants/{grant}/end', { params: { path: { id: member, grant: id }, header } })), ['member', 'members']);
  return (
    <li className={page.stack}>
      <div>
        <Body1Strong block>{roleName(role)}</Body1Strong>
        <Body1 block className={page.quiet}>{roles[role]}</Body1>
        <Body1 block>
          {channels ? channels.map(channelName).join(', ') : 'All channels'}
          {validFrom && <>, from <Moment at={validFrom} /></>}{validTo && <>, until <Moment at={validTo} /></>}
        </Body1>
      </div>
      {problem && <ProblemBar problem={problem} />}
      <div><Button size="small" disabledFocusable={busy} onClick={() => run(undefined)} aria-label={`End the role ${roleName(role)}`}>End this role</Button></div>
    </li>
  );
}
