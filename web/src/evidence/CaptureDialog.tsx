import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors, problemOf } from '../api/problem';
import type { Case, EvidenceClass } from '../api/shapes';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';
import { useCases } from './useCases';
import { classes } from './wording';

/** Preserves a mention as its network shows it now. The cases are asked for once somebody wants to choose one. */
export function CaptureDialog({ mention }: { mention: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Preserve as evidence</Button>
      {open && <Opened mention={mention} close={() => setOpen(false)} />}
    </>
  );
}

type OpenedProps = { mention: string; close: () => void };

function Opened({ mention, close }: OpenedProps) {
  const go = useNavigate();
  const list = useCases();
  const cases = (list.data?.pages ?? []).flatMap(({ items }) => items).filter(({ isOpen }) => isOpen);
  if (cases.length > 0) return <Form cases={cases} mention={mention} close={close} />;
  return (
    <ActDialog
      opener={() => <></>} title={list.isPending ? 'Preserve as evidence' : 'Open a case first'} act="Go to evidence" busy={list.isPending}
      problem={list.error ? problemOf(list.error) : undefined} open setOpen={close} submit={() => { void go('/evidence'); }}
    >
      <p>{list.isPending ? 'Looking for open cases.' : 'Evidence is kept under a case, and no case is open. Open one under Evidence, then come back to this mention.'}</p>
    </ActDialog>
  );
}

function Form({ cases, mention, close }: OpenedProps & { cases: Case[] }) {
  const api = useApi();
  const go = useNavigate();
  const [form, setForm] = useState({ folder: cases[0]?.id ?? '', label: '', of: 'Crime' as EvidenceClass });
  const { run, busy, problem } = useAct(({ folder, label, of }: typeof form, header) => bodyOf(api.POST('/api/v1/cases/{id}/exhibits', {
    params: { path: { id: folder }, header }, body: { mention, label, class: of },
  })), ['cases', 'case']);
  return (
    <ActDialog
      opener={() => <></>} title="Preserve as evidence" act="Preserve" busy={busy} problem={problem}
      open setOpen={close} submit={() => run(form, ({ id }) => { void go(`/evidence/exhibits/${id}`); })}
    >
      <p>The post, its pictures and its conversation are fetched once more, sealed under a key of their own, and kept. That you asked for it is recorded.</p>
      <Field label="Case" required>
        <Select value={form.folder} onChange={(_, { value }) => setForm({ ...form, folder: value })}>
          {cases.map(({ id, number, title }) => <option key={id} value={id}>{number}: {title}</option>)}
        </Select>
      </Field>
      <Field label="Class" required hint={classes[form.of].means}>
        <Select value={form.of} onChange={(_, { value }) => setForm({ ...form, of: value as EvidenceClass })}>
          {Object.entries(classes).map(([of, { name }]) => <option key={of} value={of}>{name}</option>)}
        </Select>
      </Field>
      <Field label="What it is" required hint="For colleagues. It is erased with the exhibit." validationMessage={fieldErrors(problem, 'label')}>
        <Input value={form.label} onChange={(_, { value }) => setForm({ ...form, label: value })} />
      </Field>
    </ActDialog>
  );
}
