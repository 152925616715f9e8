import { Badge, Body1, Button, Caption1 } from '@fluentui/react-components';
import { useMay } from '../access/me';
import { useApi } from '../api/client';
import type { Case, Hold } from '../api/shapes';
import { useSigned } from '../api/useSigned';
import { Moment } from '../page/Moment';
import { ReasonDialog } from '../page/ReasonDialog';
import { usePageStyles } from '../page/usePageStyles';
import { holdStates } from './wording';

const outdated = ['case', 'cases', 'exhibit'];

/** One person places a hold, at once: it beats every erasure and disposal. */
export function HoldDialog({ caseId, exhibit }: { caseId: string; exhibit?: string }) {
  const api = useApi();
  const signed = useSigned();
  const what = exhibit ? 'this exhibit' : 'this case';
  return (
    <ReasonDialog
      opener={(show) => <Button onClick={show}>Place a hold</Button>} title={`Place a hold on ${what}`} act="Place the hold" outdates={outdated}
      about={`While the hold is in force nothing of ${what} can be erased or disposed of. Name the legal ground, such as an order of a court.`}
      send={(reason, header) => signed(`Place a hold on ${what}`, (signature) =>
        api.POST('/api/v1/cases/{id}/holds', { params: { path: { id: caseId }, header: { ...header, ...signature } }, body: { reason, exhibit } }))}
    />
  );
}

/** The holds of a case, those of one exhibit where one is named. */
export function HoldList({ found, exhibit }: { found: Case; exhibit?: string }) {
  const page = usePageStyles();
  const holds = found.holds.filter((hold) => !exhibit || !hold.exhibit || hold.exhibit === exhibit);
  if (holds.length === 0) return <Body1>No hold: what is here can be erased once two people approve it, and is reviewed when its retention period ends.</Body1>;
  return <ul className={page.list}>{holds.map((hold) => <HoldRow key={hold.id} caseId={found.id} hold={hold} />)}</ul>;
}

function HoldRow({ caseId, hold }: { caseId: string; hold: Hold }) {
  const page = usePageStyles();
  const may = useMay();
  const { name, tone } = holdStates[hold.state];
  return (
    <li className={page.stack}>
      <div className={page.row}>
        <Body1 className={page.words}>{hold.reason}</Body1>
        <Badge appearance="tint" color={tone}>{name}</Badge>
      </div>
      <Caption1 className={page.quiet}>
        On {hold.exhibit ? 'one exhibit' : 'the whole case'}. Placed by {hold.placedBy}, <Moment at={hold.placedAt} />.
        {hold.releaseAskedBy && ` ${hold.releaseAskedBy} asked for its release: ${hold.releaseWhy}.`}
        {hold.decidedBy && ` ${hold.decidedBy} decided: ${hold.decidedReason}.`}
      </Caption1>
      <div className={page.row}>
        {hold.state === 'InForce' && (may('ReleaseHolds') || may('PlaceHolds')) && <AskRelease caseId={caseId} hold={hold} />}
        {hold.state === 'ReleaseAsked' && may('ReleaseHolds') && <><Decide caseId={caseId} hold={hold} agrees /><Decide caseId={caseId} hold={hold} agrees={false} /></>}
      </div>
    </li>
  );
}

function AskRelease({ caseId, hold }: { caseId: string; hold: Hold }) {
  const api = useApi();
  const signed = useSigned();
  return (
    <ReasonDialog
      opener={(show) => <Button onClick={show}>Ask for its release</Button>} title="Ask for the release of this hold" act="Ask" outdates={outdated}
      about="It stays in force until somebody else decides."
      send={(reason, header) => signed('Ask for the release of this hold', (signature) => api.POST('/api/v1/cases/{id}/holds/{hold}/ask-release', {
        params: { path: { id: caseId, hold: hold.id }, header: { ...header, ...signature } }, body: { reason },
      }))}
    />
  );
}

function Decide({ caseId, hold, agrees }: { caseId: string; hold: Hold; agrees: boolean }) {
  const api = useApi();
  const signed = useSigned();
  const act = agrees ? 'Release it' : 'Keep it in force';
  return (
    <ReasonDialog
      opener={(show) => <Button appearance={agrees ? 'primary' : 'secondary'} onClick={show}>{act}</Button>} title={act} act={act} outdates={outdated}
      about={agrees ? 'From then on the evidence can be erased and disposed of again, each by two people.' : 'It goes on keeping the evidence.'}
      send={(reason, header) => signed(agrees ? 'Release this hold' : 'Keep this hold in force', (signature) =>
        api.POST('/api/v1/cases/{id}/holds/{hold}/decide-release', {
          params: { path: { id: caseId, hold: hold.id }, header: { ...header, ...signature } }, body: { agrees, reason },
        }))}
    />
  );
}
