import { Body1, Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useMay } from '../access/me';
import { useApi } from '../api/client';
import { problemOf } from '../api/problem';
import type { Exhibit, Removal } from '../api/shapes';
import { useSigned } from '../api/useSigned';
import { Facts } from '../page/Facts';
import { Moment } from '../page/Moment';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { ReasonDialog } from '../page/ReasonDialog';
import { usePageStyles } from '../page/usePageStyles';
import { save } from './save';

const outdated = ['exhibit', 'case', 'retention'];

/** Asking for an exhibit to be destroyed, what two people say to that, and what is left of it. */
export function ErasePanel({ exhibit }: { exhibit: Exhibit }) {
  const page = usePageStyles();
  const may = useMay();
  const { removal, state, certificate } = exhibit;
  const asked = removal?.state === 'Asked';
  return (
    <Panel title="Erasure and disposal">
      {removal ? <Wish removal={removal} /> : <Body1>Nobody asked for it to be destroyed. Erasing takes two people besides the one who asks, and no hold in force.</Body1>}
      {state === 'Destroyed' && <Body1>Its key and the salts of its entries are destroyed. That it was kept, and what was done with it, remains provable.</Body1>}
      {state === 'Destroying' && <Body1>It is being destroyed, and nothing stops that now. It is called done only once nothing of it can be read.</Body1>}
      <div className={page.row}>
        {state === 'Kept' && !asked && (may('AddEvidence') || may('ManageRetention')) && <Ask exhibit={exhibit} />}
        {asked && may('ApproveErasure') && <><Decide exhibit={exhibit} removal={removal} agrees /><Decide exhibit={exhibit} removal={removal} agrees={false} /></>}
        {certificate && typeof certificate.entry === 'number' && <Certificate id={exhibit.id} number={certificate.number} />}
      </div>
    </Panel>
  );
}

function Wish({ removal: { kind, basis, rule, askedBy, askedAt, state, approvals, refused } }: { removal: Removal }) {
  return (
    <Facts
      facts={[
        ['Asked for', <>{kind === 'Disposal' ? 'Disposal' : 'Erasure'}, by {askedBy}, <Moment at={askedAt} /></>],
        ['Basis', basis],
        ['Retention rule', rule],
        ['Approved by', approvals.length > 0 ? approvals.map(({ by, reason }) => `${by}: ${reason}`).join('; ') : undefined],
        ['Refused', refused],
        ['Waits for', state === 'Asked' ? `${2 - approvals.length} more ${approvals.length === 1 ? 'person' : 'people'}, one of the two an information asset owner` : undefined],
      ]}
    />
  );
}

function Ask({ exhibit: { id, number } }: { exhibit: Exhibit }) {
  const api = useApi();
  const signed = useSigned();
  return (
    <ReasonDialog
      opener={(show) => <Button onClick={show}>Ask for its erasure</Button>} title={`Ask for the erasure of ${number}`} act="Ask" outdates={outdated}
      about="Name the basis in law. Nothing is destroyed before two others approve it. The reason outlives the exhibit: leave names of the public out."
      send={(reason, header) => signed(`Ask for the erasure of ${number}`, (signature) =>
        api.POST('/api/v1/exhibits/{id}/erasures', { params: { path: { id }, header: { ...header, ...signature } }, body: { reason } }))}
    />
  );
}

function Decide({ exhibit: { id, number }, removal, agrees }: { exhibit: Exhibit; removal: Removal; agrees: boolean }) {
  const api = useApi();
  const signed = useSigned();
  const act = agrees ? 'Approve' : 'Refuse';
  const last = agrees && removal.approvals.length === 1;
  return (
    <ReasonDialog
      opener={(show) => <Button appearance={agrees ? 'primary' : 'secondary'} onClick={show}>{act}</Button>} title={`${act} the destruction of ${number}`}
      act={last ? 'Approve and destroy' : act} outdates={outdated}
      about={last ? 'You are the second to approve. It is destroyed at once, and nothing brings it back.' : agrees ? 'One more person has to approve it after you.' : 'It stays.'}
      send={(reason, header) => signed(`${act} the destruction of ${number}`, (signature) =>
        api.POST('/api/v1/exhibits/{id}/erasures/{removal}/decisions', {
          params: { path: { id, removal: removal.id }, header: { ...header, ...signature } }, body: { agrees, reason },
        }))}
    />
  );
}

function Certificate({ id, number }: { id: string; number: string }) {
  const api = useApi();
  const fetching = useMutation({
    mutationFn: () => api.GET('/api/v1/exhibits/{id}/certificate', { params: { path: { id } }, parseAs: 'blob' }),
    onSuccess: ({ data }) => save(`disposal-certificate-${number.replaceAll('/', '-')}.html`, data as unknown as Blob),
  });
  return (
    <>
      <Button disabledFocusable={fetching.isPending} onClick={() => fetching.mutate()}>Download certificate {number}</Button>
      {fetching.error && <ProblemBar problem={problemOf(fetching.error)} />}
    </>
  );
}
