import { Button, Checkbox, Field, Input, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useApi } from '../api/client';
import { fieldErrors, type Problem } from '../api/problem';
import type { NewDisclosure } from '../api/shapes';
import { useAct } from '../api/useAct';
import { useSigned } from '../api/useSigned';
import { useChannels } from '../channels/useChannels';
import { PageHeading } from '../page/PageHeading';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { usePageStyles } from '../page/usePageStyles';
import { ChosenCase } from './ChosenCase';
import { KeptBack } from './KeptBack';
import { emptyDraft, requestOf, type About, type Draft, type Faults } from './request';

export default function NewDisclosurePage() {
  const api = useApi();
  const signed = useSigned();
  const page = usePageStyles();
  const go = useNavigate();
  const [draft, setDraft] = useState(emptyDraft);
  const [faults, setFaults] = useState<Faults>({});
  const { run, busy, problem, forget } = useAct(
    (body: NewDisclosure, header) => signed('Ask for this disclosure', (signature) =>
      api.POST('/api/v1/disclosures', { params: { header: { ...header, ...signature } }, body })), ['disclosures']);
  const submit = () => {
    forget();
    const asked = requestOf(draft);
    setFaults(asked.faults);
    if (asked.body) run(asked.body, () => { void go('/disclosures'); });
  };
  const wrong = useMemo(() => problemOf(faults), [faults]);
  const shown = wrong ?? problem;
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => { if (shown) told.current?.focus(); }, [shown]);
  return (
    <div className={page.page}>
      <PageHeading title="Ask for a pack" about="A colleague sees all of this before anything is read. It goes into the record." />
      <form className={page.form} noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
        {shown && <div ref={told} tabIndex={-1}><ProblemBar problem={shown} /></div>}
        <What draft={draft} change={setDraft} problem={shown} />
        <Why draft={draft} change={setDraft} problem={shown} />
        <KeptBack draft={draft} change={setDraft} problem={shown} />
        <div className={page.row}>
          <Button type="submit" appearance="primary" disabledFocusable={busy}>{busy ? 'Please wait' : 'Ask for approval'}</Button>
          <Button onClick={() => { void go('/disclosures'); }}>Cancel</Button>
        </div>
      </form>
    </div>
  );
}

type PartProps = { draft: Draft; change: (draft: Draft) => void; problem?: Problem };

function What({ draft, change, problem }: PartProps) {
  const { data: channels } = useChannels();
  return (
    <Panel title="What is it about?">
      <RadioGroup value={draft.about} onChange={(_, { value }) => change({ ...draft, about: value as About })} aria-label="What is it about?">
        <Radio value="channel" label="One channel" />
        <Radio value="case" label="One case" />
        <Radio value="entries" label="Chosen entries of the record" />
      </RadioGroup>
      {draft.about === 'channel' && (
        <Field label="Channel" required validationMessage={fieldErrors(problem, 'channel')}>
          <Select value={draft.channel} onChange={(_, { value }) => change({ ...draft, channel: value })}>
            <option value="">Choose a channel</option>
            {channels?.map(({ id, displayName, handle }) => <option key={id} value={id}>{displayName} ({handle})</option>)}
          </Select>
        </Field>
      )}
      {draft.about === 'case' && <ChosenCase draft={draft} change={change} problem={problem} />}
      {draft.about === 'entries' && (
        <Field label="Entries" required hint="Their numbers, such as 3, 7-9." validationMessage={fieldErrors(problem, 'entries')}>
          <Input value={draft.entries} onChange={(_, { value }) => change({ ...draft, entries: value })} />
        </Field>
      )}
      {draft.about === 'entries' && <p>You find the numbers in the <Link to="/audit">record</Link>.</p>}
      <Field label="Recorded from (UK time)" hint="Leave it empty for everything from the beginning on." validationMessage={fieldErrors(problem, 'from')}>
        <Input type="datetime-local" value={draft.from} onChange={(_, { value }) => change({ ...draft, from: value })} />
      </Field>
      <Field label="Recorded before (UK time)" hint="Leave it empty for everything up to now." validationMessage={fieldErrors(problem, 'until')}>
        <Input type="datetime-local" value={draft.until} onChange={(_, { value }) => change({ ...draft, until: value })} />
      </Field>
      {draft.about !== 'entries' && (
        <Field
          hint="Entries outside the period then stand in the pack too: their kind, their time and who acted under a code, but nothing that they say."
          validationMessage={fieldErrors(problem, 'complete')}
        >
          <Checkbox
            label="Prove that nothing is left out" checked={draft.complete}
            onChange={(_, { checked }) => change({ ...draft, complete: checked === true })}
          />
        </Field>
      )}
    </Panel>
  );
}

function Why({ draft, change, problem }: PartProps) {
  return (
    <Panel title="Why, and for whom?">
      <Field label="Purpose" required hint="Such as R v Doe, or an access request." validationMessage={fieldErrors(problem, 'purpose')}>
        <Textarea value={draft.purpose} rows={2} onChange={(_, { value }) => change({ ...draft, purpose: value.replace(/\n/g, ' ') })} />
      </Field>
      <Field label="What allows it" required hint="A court’s order, a section of an act, or whoever decided." validationMessage={fieldErrors(problem, 'authority')}>
        <Input value={draft.authority} onChange={(_, { value }) => change({ ...draft, authority: value })} />
      </Field>
      <Field label="Recipient" required hint="The person or body that gets the pack." validationMessage={fieldErrors(problem, 'recipient')}>
        <Input value={draft.recipient} onChange={(_, { value }) => change({ ...draft, recipient: value })} />
      </Field>
    </Panel>
  );
}

function problemOf(faults: Faults): Problem | undefined {
  const found = Object.entries(faults);
  if (found.length === 0) return undefined;
  return {
    type: 'about:blank', status: 400, title: 'Some fields need attention',
    errors: Object.fromEntries(found.map(([field, message]) => [field, [message]])),
  };
}
