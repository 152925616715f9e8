import { Button, Field, Input, Link as PlainLink, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import type { EvidenceClass } from '../api/shapes';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';
import { useCases } from './useCases';
import { classes } from './wording';

/** Preserves a mention as its network shows it now. */
export function CaptureDialog({ mention }: { mention: string }) {
  const api = useApi();
  const go = useNavigate();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState({ folder: '', label: '', of: 'Crime' as EvidenceClass });
  const cases = (useCases().data?.pages ?? []).flatMap(({ items }) => items).filter(({ isOpen }) => isOpen);
  const folder = form.folder || cases[0]?.id || '';
  const { run, busy, problem, forget } = useAct((wish: typeof form & { mention: string }, header) => bodyOf(api.POST('/api/v1/cases/{id}/exhibits', {
    params: { path: { id: wish.folder }, header }, body: { mention: wish.mention, label: wish.label, class: wish.of },
  })), ['cases', 'case']);
  const show = (next: boolean) => { forget(); setOpen(next); };
  if (open && cases.length === 0) {
    return (
      <ActDialog
        opener={(shown) => <Button onClick={shown}>Preserve as evidence</Button>} title="Open a case first" act="Go to evidence" busy={false}
        open setOpen={show} submit={() => { void go('/evidence'); }}
      >
        <p>Evidence is kept under a case, and no case is open. Open one under <PlainLink href="/evidence">Evidence</PlainLink>, then come back to this mention.</p>
      </ActDialog>
    );
  }
  return (
    <ActDialog
      opener={(shown) => <Button onClick={shown}>Preserve as evidence</Button>} title="Preserve as evidence" act="Preserve" busy={busy} problem={problem}
      open={open} setOpen={show} submit={() => run({ ...form, folder, mention }, ({ id }) => { void go(`/evidence/exhibits/${id}`); })}
    >
      <p>The post, its pictures and its conversation are fetched once more, sealed under a key of their own, and kept. That you asked for it is recorded.</p>
      <Field label="Case" required>
        <Select value={folder} onChange={(_, { value }) => setForm({ ...form, folder: value })}>
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
