import { Button, Field, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import type { EvidenceClass, Exhibit } from '../api/shapes';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';
import { classes } from './wording';

/** How long an exhibit is kept follows from its class, which may turn out to be another. */
export function MoveDialog({ exhibit: { id, class: now } }: { exhibit: Exhibit }) {
  const api = useApi();
  const others = (Object.keys(classes) as EvidenceClass[]).filter((of) => of !== now);
  const fresh = { of: others[0] ?? now, reason: '' };
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(fresh);
  const { run, busy, problem, forget } = useAct(({ of, reason }: typeof form, header) => bodyOf(api.POST('/api/v1/exhibits/{id}/move', {
    params: { path: { id }, header }, body: { class: of, reason },
  })), ['exhibit', 'case']);
  const show = (next: boolean) => { forget(); setForm(fresh); setOpen(next); };
  return (
    <ActDialog
      opener={(open) => <Button onClick={open}>Change its class</Button>} title="Change its class" act="Change the class" busy={busy} problem={problem}
      open={open} setOpen={show} submit={() => run(form, () => show(false))}
    >
      <p>A copy goes to where the new class is kept, for as long as that class is. The old copy stays until its own time is over. Holds keep both.</p>
      <Field label="New class" required hint={classes[form.of].means} validationMessage={fieldErrors(problem, 'class')}>
        <Select value={form.of} onChange={(_, { value }) => setForm({ ...form, of: value as EvidenceClass })}>
          {others.map((of) => <option key={of} value={of}>{classes[of].name}</option>)}
        </Select>
      </Field>
      <Field label="Reason" required hint="It is kept in the record." validationMessage={fieldErrors(problem, 'reason')}>
        <Textarea value={form.reason} onChange={(_, { value }) => setForm({ ...form, reason: value })} rows={3} />
      </Field>
    </ActDialog>
  );
}
