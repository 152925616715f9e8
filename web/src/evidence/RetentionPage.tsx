import { Body1, Button, Caption1, Field, Input, Textarea, Subtitle2 } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import type { Exhibit, Retention, RetentionRule } from '../api/shapes';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';
import { Moment } from '../page/Moment';
import { PageHeading } from '../page/PageHeading';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { ReasonDialog } from '../page/ReasonDialog';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { ExhibitRow } from './CasePage';
import { classes, period } from './wording';

export default function RetentionPage() {
  const api = useApi();
  const screen = screenOf(useQuery({ queryKey: ['retention'], queryFn: () => bodyOf(api.GET('/api/v1/retention')) }));
  return (
    <div className={usePageStyles().page}>
      <PageHeading title="Retention" about="How long evidence is kept, and what waits for a decision. Nothing is destroyed because its time is over: a review says so first." />
      <Screened screen={screen} what="retention">{(found) => <Shown found={found} />}</Screened>
    </div>
  );
}

function Shown({ found: { rules, due, asked } }: { found: Retention }) {
  const page = usePageStyles();
  const may = useMay();
  return (
    <>
      <Panel title="Reviews due">
        {due.length === 0
          ? <Body1>None. When an exhibit has been kept as long as its class&apos;s rule says, it stands here until somebody keeps it on or asks for its disposal.</Body1>
          : <ul className={page.list}>{due.map((exhibit) => <DueRow key={exhibit.id} exhibit={exhibit} />)}</ul>}
      </Panel>
      <Panel title="Waiting for approval to be destroyed">
        {asked.length === 0
          ? <Body1>None. Requests for erasure and disposals stand here until two people have decided them.</Body1>
          : <ul className={page.list}>{asked.map((exhibit) => <ExhibitRow key={exhibit.id} exhibit={exhibit} />)}</ul>}
      </Panel>
      <Panel title="Rules">
        <ul className={page.list}>{rules.map((rule) => <RuleRow key={rule.class} rule={rule} mayChange={may('ManageRetention')} />)}</ul>
      </Panel>
    </>
  );
}

function DueRow({ exhibit }: { exhibit: Exhibit }) {
  const api = useApi();
  const page = usePageStyles();
  const may = useMay();
  const path = { id: exhibit.id };
  return (
    <>
      <ExhibitRow exhibit={exhibit} />
      {may('ManageRetention') && exhibit.removal?.state !== 'Asked' && (
        <li className={page.row}>
          <KeepDialog exhibit={exhibit} />
          <ReasonDialog
            opener={(show) => <Button onClick={show} aria-label={`Dispose of ${exhibit.number}`}>Dispose of it</Button>} title={`Dispose of ${exhibit.number}`}
            act="Ask for approval" outdates={['retention', 'exhibit']} about="Two others have to approve it. A hold keeps it. A certificate is written when it is done."
            send={(reason, header) => bodyOf(api.POST('/api/v1/exhibits/{id}/review', { params: { path, header }, body: { reason } }))}
          />
        </li>
      )}
    </>
  );
}

function KeepDialog({ exhibit: { id, number } }: { exhibit: Exhibit }) {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState({ until: '', reason: '' });
  const { run, busy, problem, forget } = useAct(({ until, reason }: typeof form, header) => bodyOf(api.POST('/api/v1/exhibits/{id}/review', {
    params: { path: { id }, header }, body: { keepUntil: until ? `${until}T00:00:00Z` : undefined, reason },
  })), ['retention', 'exhibit']);
  const show = (next: boolean) => { forget(); setOpen(next); };
  return (
    <ActDialog
      opener={(shown) => <Button onClick={shown} aria-label={`Keep ${number}`}>Keep it</Button>} title={`Keep ${number}`} act="Keep" busy={busy} problem={problem}
      open={open} setOpen={show} submit={() => { if (form.until) run(form, () => show(false)); }}
    >
      <Field label="Review it again on" required validationMessage={fieldErrors(problem, 'until')}>
        <Input type="date" required value={form.until} onChange={(_, { value }) => setForm({ ...form, until: value })} />
      </Field>
      <Field label="Reason" required hint="It is kept in the record." validationMessage={fieldErrors(problem, 'reason')}>
        <Textarea value={form.reason} onChange={(_, { value }) => setForm({ ...form, reason: value })} rows={3} />
      </Field>
    </ActDialog>
  );
}

function RuleRow({ rule: { class: of, inForce, proposed }, mayChange }: { rule: RetentionRule; mayChange: boolean }) {
  const api = useApi();
  const page = usePageStyles();
  const { run, busy, problem } = useAct((_: undefined, header) =>
    bodyOf(api.POST('/api/v1/retention/{class}/confirm', { params: { path: { class: of }, header } })), ['retention']);
  return (
    <li className={page.stack}>
      <Subtitle2 as="h3">{classes[of].name}</Subtitle2>
      <Caption1 className={page.quiet}>{classes[of].means}</Caption1>
      <Body1 className={page.words}>
        {inForce ? <>Reviewed after {period(inForce.days)}. {inForce.basis}. Set by {inForce.setBy}, confirmed by {inForce.confirmedBy}.</> : 'No rule: it is kept, and no review ever falls due.'}
      </Body1>
      {proposed && <Body1 className={page.words}>{proposed.setBy} proposed {period(proposed.days)}, <Moment at={proposed.setAt} />: {proposed.basis}. Somebody else has to confirm it.</Body1>}
      {problem && <ProblemBar problem={problem} />}
      {mayChange && (
        <div className={page.row}>
          {proposed && <Button appearance="primary" disabledFocusable={busy} onClick={() => run(undefined)} aria-label={`Confirm the rule for ${classes[of].name}`}>Confirm</Button>}
          <RuleDialog of={of} />
        </div>
      )}
    </li>
  );
}

function RuleDialog({ of }: { of: RetentionRule['class'] }) {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState({ days: '', basis: '' });
  const { run, busy, problem, forget } = useAct(({ days, basis }: typeof form, header) => bodyOf(api.POST('/api/v1/retention/{class}', {
    params: { path: { class: of }, header }, body: { days: Number(days), basis },
  })), ['retention']);
  const show = (next: boolean) => { forget(); setOpen(next); };
  return (
    <ActDialog
      opener={(shown) => <Button onClick={shown} aria-label={`Propose a rule for ${classes[of].name}`}>Propose a rule</Button>} title={`Rule for ${classes[of].name}`} act="Propose"
      busy={busy} problem={problem} open={open} setOpen={show} submit={() => run(form, () => show(false))}
    >
      <Field label="Days until it is reviewed" required hint="Six years are 2190." validationMessage={fieldErrors(problem, 'days')}>
        <Input type="number" min={1} value={form.days} onChange={(_, { value }) => setForm({ ...form, days: value })} />
      </Field>
      <Field label="Lawful basis" required hint="The law or policy that says so." validationMessage={fieldErrors(problem, 'basis')}>
        <Textarea value={form.basis} onChange={(_, { value }) => setForm({ ...form, basis: value })} rows={3} />
      </Field>
    </ActDialog>
  );
}
