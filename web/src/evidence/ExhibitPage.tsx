import { Badge, Body1, Caption1 } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import type { ExhibitPage as Found } from '../api/shapes';
import { actName } from '../auditing/act-name';
import { useChannelName } from '../channels/useChannels';
import { Facts } from '../page/Facts';
import { Moment } from '../page/Moment';
import { PageHeading } from '../page/PageHeading';
import { Panel } from '../page/Panel';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { ErasePanel } from './ErasePanel';
import { ExhibitContent } from './ExhibitContent';
import { HoldDialog, HoldList } from './Holds';
import { MoveDialog } from './MoveDialog';
import { RestrictDialog } from './RestrictDialog';
import { VerifyExhibit } from './VerifyExhibit';
import { classes, standing } from './wording';

export default function ExhibitPage() {
  const { id = '' } = useParams();
  const api = useApi();
  const screen = screenOf(useQuery({ queryKey: ['exhibit', id], queryFn: () => bodyOf(api.GET('/api/v1/exhibits/{id}', { params: { path: { id } } })) }));
  return (
    <div className={usePageStyles().page}>
      <Screened screen={screen} what="the exhibit">{(found) => <Shown found={found} />}</Screened>
    </div>
  );
}

function Shown({ found: { exhibit, custody } }: { found: Found }) {
  const page = usePageStyles();
  const may = useMay();
  const channelName = useChannelName();
  const { name, tone } = standing(exhibit);
  const kept = exhibit.state === 'Kept';
  return (
    <>
      <PageHeading
        title={`Exhibit ${exhibit.number}`} about={exhibit.label}
        acts={kept && (
          <>
            {may('PlaceHolds') && <HoldDialog caseId={exhibit.case} exhibit={exhibit.id} />}
            {may('ReleaseHolds') && <RestrictDialog exhibit={exhibit} />}
            {may('AddEvidence') && <MoveDialog exhibit={exhibit} />}
          </>
        )}
      />
      <Panel title="About it">
        <div><Badge appearance="tint" color={tone}>{name}</Badge></div>
        <Facts
          facts={[
            ['Case', <Link key="case" to={`/evidence/cases/${exhibit.case}`}>Go to its case</Link>],
            ['Class', classes[exhibit.class].name],
            ['Taken', <>by {exhibit.takenBy}, <Moment at={exhibit.takenAt} /></>],
            ['Channel', exhibit.channel && channelName(exhibit.channel)],
            ['Source', exhibit.source === 'Network' ? 'As the network showed it at that moment' : 'As it had been collected: the network did not show it at that moment'],
            ['SHA-256 of the package', <span key="sha" className={page.code}>{exhibit.sha256}</span>],
            ['Stored as', <span key="blob" className={page.code}>{exhibit.storedAs}.bin</span>],
          ]}
        />
        {kept && <VerifyExhibit id={exhibit.id} />}
      </Panel>
      {kept && <Panel title="What is in it"><ExhibitContent exhibit={exhibit} /></Panel>}
      <Panel title="Custody">
        <Body1>Every touch, oldest first. Each is an entry of the record that can be proved.</Body1>
        <ol className={page.list}>
          {custody.map(({ at, act, byName, by, why, entry }) => (
            <li key={`${entry} ${at}`}>
              <Body1>{actName(act)}, by {byName ?? by}</Body1>
              {why && <Body1 block className={page.words}>{why}</Body1>}
              <Caption1 block className={page.quiet}><Moment at={at} />, entry {entry} of the record</Caption1>
            </li>
          ))}
        </ol>
      </Panel>
      <Panel title="Holds"><HoldsOf exhibit={exhibit.id} caseId={exhibit.case} /></Panel>
      <ErasePanel exhibit={exhibit} />
    </>
  );
}

function HoldsOf({ exhibit, caseId }: { exhibit: string; caseId: string }) {
  const api = useApi();
  const screen = screenOf(useQuery({ queryKey: ['case', caseId], queryFn: () => bodyOf(api.GET('/api/v1/cases/{id}', { params: { path: { id: caseId } } })) }));
  return <Screened screen={screen} what="the holds">{({ case: found }) => <HoldList found={found} exhibit={exhibit} />}</Screened>;
}
