import { Badge, Body1, Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { bodyOf, useApi } from '../api/client';
import type { Member } from '../api/shapes';
import { useAct } from '../api/useAct';
import { Facts } from '../page/Facts';
import { PageHeading } from '../page/PageHeading';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { ReasonDialog } from '../page/ReasonDialog';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { MemberPasskeys } from '../passkeys/MemberPasskeys';
import { GrantDialog } from './GrantDialog';
import { GrantRow } from './GrantRow';

export default function MemberPage() {
  const { id = '' } = useParams();
  const api = useApi();
  const screen = screenOf(useQuery({ queryKey: ['member', id], queryFn: () => bodyOf(api.GET('/api/v1/members/{id}', { params: { path: { id } } })) }));
  return (
    <div className={usePageStyles().page}>
      <Screened screen={screen} what="the member">{(member) => <Shown member={member} />}</Screened>
    </div>
  );
}

function Shown({ member: { id, name, email, kind, state, grants } }: { member: Member }) {
  const api = useApi();
  const page = usePageStyles();
  const path = { id };
  const outdates = ['member', 'members'];
  const reinstate = useAct((_: undefined, header) => bodyOf(api.POST('/api/v1/members/{id}/reinstate', { params: { path, header } })), outdates);
  return (
    <>
      <PageHeading
        title={name}
        acts={state === 'Suspended'
          ? <Button disabledFocusable={reinstate.busy} onClick={() => reinstate.run(undefined)}>Reinstate</Button>
          : (
            <ReasonDialog
              opener={(show) => <Button onClick={show}>Suspend</Button>} title={`Suspend ${name}`} act="Suspend" outdates={outdates}
              about="It takes effect at once: whatever they try next is refused, and posts that rest on their approval are held."
              send={(reason, header) => bodyOf(api.POST('/api/v1/members/{id}/suspend', { params: { path, header }, body: { reason } }))}
            />
          )}
      />
      {reinstate.problem && <ProblemBar problem={reinstate.problem} />}
      <Panel>
        <Facts
          facts={[
            ['State', <Badge key="state" appearance="tint" color={state === 'Active' ? 'success' : 'warning'}>{state}</Badge>],
            ['Kind', kind === 'ApiCaller' ? 'API caller: a service, never counted as a person' : 'Person'],
            ['E-mail', email],
          ]}
        />
        <Link to={`/audit?actor=${id}`}>Everything recorded that {name} did</Link>
      </Panel>
      <Panel title="Roles">
        {grants.length === 0 && <Body1>No role, so no rights.</Body1>}
        <ul className={page.list}>{grants.map((grant) => <GrantRow key={grant.id} member={id} grant={grant} />)}</ul>
        <div><GrantDialog member={id} name={name} /></div>
      </Panel>
      {kind === 'Person' && <MemberPasskeys member={{ id, name }} />}
    </>
  );
}
