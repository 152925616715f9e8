import { Button, Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';

const empty = { name: '', purpose: '', terms: '' };

/** A new watch: words and phrases, one a line, and why they are searched. */
export function NewWatchDialog() {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(empty);
  const { run, busy, problem, forget } = useAct(({ name, purpose, terms }: typeof form, header) => {
    const lines = terms.split('\n').map((term) => term.trim()).filter(Boolean);
    return bodyOf(api.POST('/api/v1/watches', { params: { header }, body: { name, purpose, terms: lines } }));
  }, ['watches']);
  const show = (next: boolean) => { forget(); setForm(empty); setOpen(next); };
  return (
    <ActDialog
      opener={(show) => <Button appearance="primary" onClick={show}>New watch</Button>} title="New watch" act="Create" busy={busy} problem={problem}
      open={open} setOpen={show} submit={() => run(form, () => show(false))}
    >
      <Field label="Name" required validationMessage={fieldErrors(problem, 'name')}>
        <Input value={form.name} onChange={(_, { value }) => setForm({ ...form, name: value })} />
      </Field>
      <Field label="Purpose" required hint="Why it is needed and for how long. It is kept in the record." validationMessage={fieldErrors(problem, 'purpose')}>
        <Textarea value={form.purpose} rows={2} onChange={(_, { value }) => setForm({ ...form, purpose: value })} />
      </Field>
      <Field
        label="Words and phrases" required hint="One a line. A phrase is found when its words stand together; capitals make no difference."
        validationMessage={fieldErrors(problem, 'terms')}
      >
        <Textarea value={form.terms} rows={5} onChange={(_, { value }) => setForm({ ...form, terms: value })} />
      </Field>
    </ActDialog>
  );
}
