import { Badge, Button, Caption1, Subtitle2 } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import type { Case, Exhibit } from '../api/shapes';
import { EmptyState } from '../page/EmptyState';
import { Moment } from '../page/Moment';
import { PageHeading } from '../page/PageHeading';
import { Panel } from '../page/Panel';
import { ReasonDialog } from '../page/ReasonDialog';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { HoldDialog, HoldList } from './Holds';
import { classes, standing } from './wording';

export default function CasePage() {
  const { id = '' } = useParams();
  const api = useApi();
  const screen = screenOf(useQuery({ queryKey: ['case', id], queryFn: () => bodyOf(api.GET('/api/v1/cases/{id}', { params: { path: { id } } })) }));
  return (
    <div className={usePageStyles().page}>
      <Screened screen={screen} what="the case">{({ case: found, exhibits }) => <Shown found={found} exhibits={exhibits} />}</Screened>
    </div>
  );
}

function Shown({ found, exhibits }: { found: Case; exhibits: Exhibit[] }) {
  const page = usePageStyles();
  const may = useMay();
  return (
    <>
      <PageHeading
        title={`${found.number}: ${found.title}`} about={<>{found.isOpen ? 'Open' : 'Closed'}. Opened by {found.openedBy}, <Moment at={found.openedAt} />.</>}
        acts={<>{may('PlaceHolds') && <HoldDialog caseId={found.id} />}{may('AddEvidence') && <OpenOrClose found={found} />}</>}
      />
      <Panel title="Exhibits">
        {exhibits.length === 0
          ? (
            <EmptyState title="No exhibit yet">
              Go to <Link to="/mentions">a mention</Link> and choose &ldquo;Preserve as evidence&rdquo;. Each exhibit gets the next number of this case.
            </EmptyState>
          )
          : <ul className={page.list}>{exhibits.map((exhibit) => <ExhibitRow key={exhibit.id} exhibit={exhibit} />)}</ul>}
      </Panel>
      <Panel title="Holds"><HoldList found={found} /></Panel>
    </>
  );
}

export function ExhibitRow({ exhibit }: { exhibit: Exhibit }) {
  const page = usePageStyles();
  const { name, tone } = standing(exhibit);
  return (
    <li>
      <div className={page.row}>
        <Subtitle2 as="h3"><Link to={`/evidence/exhibits/${exhibit.id}`}>{exhibit.number}{exhibit.label ? `: ${exhibit.label}` : ''}</Link></Subtitle2>
        <Badge appearance="tint" color={tone}>{name}</Badge>
      </div>
      <Caption1 className={page.quiet}>{classes[exhibit.class].name}. Taken by {exhibit.takenBy}, <Moment at={exhibit.takenAt} /></Caption1>
    </li>
  );
}

function OpenOrClose({ found: { id, isOpen, number } }: { found: Case }) {
  const api = useApi();
  const act = isOpen ? 'close' : 'reopen';
  return (
    <ReasonDialog
      opener={(show) => <Button onClick={show}>{isOpen ? 'Close the case' : 'Reopen the case'}</Button>} title={`${isOpen ? 'Close' : 'Reopen'} ${number}`}
      act={isOpen ? 'Close' : 'Reopen'} outdates={['case', 'cases']}
      about={isOpen ? 'Nothing more is taken into a closed case. What is in it stays, with its holds.' : 'More can be taken into it again.'}
      send={(reason, header) => bodyOf(api.POST(`/api/v1/cases/{id}/${act}`, { params: { path: { id }, header }, body: { reason } }))}
    />
  );
}
