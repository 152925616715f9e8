import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import type { Member } from '../api/shapes';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';

type Form = { kind: Member['kind']; name: string; email: string; directoryId: string; objectId: string };

const empty: Form = { kind: 'Person', name: '', email: '', directoryId: '', objectId: '' };

const texts = [
  ['name', 'Name', true, 'As colleagues know them.'],
  ['email', 'E-mail address', false, ''],
  ['directoryId', 'Directory (tenant) id', true, 'Of your organisation in Microsoft Entra ID.'],
  ['objectId', 'Object id', true, 'Of the person, or of the service principal, there.'],
] as const;

/** Lets somebody in, with no rights until a role is given. */
export function NewMemberDialog() {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(empty);
  const { run, busy, problem, forget } = useAct((body: Form, header) =>
    bodyOf(api.POST('/api/v1/members', { params: { header }, body: { ...body, email: body.email || null } })), ['members']);
  const show = (next: boolean) => { forget(); setForm(empty); setOpen(next); };
  return (
    <ActDialog
      opener={(show) => <Button appearance="primary" onClick={show}>Add a member</Button>} title="Add a member" act="Add" busy={busy} problem={problem}
      open={open} setOpen={show} submit={() => run(form, () => show(false))}
    >
      <Field label="Kind" validationMessage={fieldErrors(problem, 'kind')}>
        <Select value={form.kind} onChange={(_, { value }) => setForm({ ...form, kind: value as Member['kind'] })}>
          <option value="Person">Person</option>
          <option value="ApiCaller">API caller</option>
        </Select>
      </Field>
      {texts.map(([field, label, required, hint]) => (
        <Field key={field} label={label} required={required} hint={hint} validationMessage={fieldErrors(problem, field)}>
          <Input value={form[field]} autoComplete="off" onChange={(_, { value }) => setForm({ ...form, [field]: value })} />
        </Field>
      ))}
    </ActDialog>
  );
}
