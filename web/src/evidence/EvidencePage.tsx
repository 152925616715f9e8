import { Badge, Button, Caption1, Field, Input, Subtitle2 } from '@fluentui/react-components';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import type { Case } from '../api/shapes';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';
import { EmptyState } from '../page/EmptyState';
import { Listed } from '../page/Listed';
import { Moment } from '../page/Moment';
import { PageHeading } from '../page/PageHeading';
import { Panel } from '../page/Panel';
import { usePageStyles } from '../page/usePageStyles';
import { useCases } from './useCases';

export default function EvidencePage() {
  const page = usePageStyles();
  const may = useMay();
  return (
    <div className={page.page}>
      <PageHeading
        title="Evidence" about="Posts preserved as they were seen, under a case. Who touched them, when and why, stands in the record."
        acts={may('AddEvidence') && <OpenCaseDialog />}
      />
      <div><Link to="/evidence/retention">Retention: rules, reviews and erasures</Link></div>
      <Listed
        list={useCases()} what="cases"
        empty={(
          <EmptyState title="No case yet">
            A case gathers what belongs together. Open one, then go to a mention and choose &ldquo;Preserve as evidence&rdquo;: its text, pictures and
            conversation are fetched from the network once more, sealed, and kept under a number.
          </EmptyState>
        )}
      >
        {(cases) => <ul className={page.list}>{cases.map((one) => <CaseRow key={one.id} found={one} />)}</ul>}
      </Listed>
    </div>
  );
}

function CaseRow({ found: { id, number, title, isOpen, openedBy, openedAt, exhibits, holds } }: { found: Case }) {
  const page = usePageStyles();
  const held = holds.some(({ state }) => state !== 'Released');
  return (
    <li>
      <Panel>
        <div className={page.row}>
          <Subtitle2 as="h2"><Link to={`/evidence/cases/${id}`}>{number}: {title}</Link></Subtitle2>
          {!isOpen && <Badge appearance="tint" color="subtle">Closed</Badge>}
          {held && <Badge appearance="tint" color="warning">On hold</Badge>}
        </div>
        <Caption1 className={page.quiet}>
          {exhibits === 1 ? '1 exhibit' : `${exhibits} exhibits`}. Opened by {openedBy}, <Moment at={openedAt} />
        </Caption1>
      </Panel>
    </li>
  );
}

export function OpenCaseDialog() {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const { run, busy, problem, forget } = useAct((body: { title: string }, header) => bodyOf(api.POST('/api/v1/cases', { params: { header }, body })), ['cases']);
  const show = (next: boolean) => { forget(); setTitle(''); setOpen(next); };
  return (
    <ActDialog
      opener={(opened) => <Button appearance="primary" onClick={opened}>Open a case</Button>} title="Open a case" act="Open" busy={busy} problem={problem}
      open={open} setOpen={show} submit={() => run({ title }, () => show(false))}
    >
      <Field label="Title" required hint="Short, and without names of the public: it stays when evidence is erased." validationMessage={fieldErrors(problem, 'title')}>
        <Input value={title} onChange={(_, { value }) => setTitle(value)} />
      </Field>
    </ActDialog>
  );
}
