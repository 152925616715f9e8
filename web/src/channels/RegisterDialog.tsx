import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';
import { networks } from './wording';

const empty = { network: 'bluesky', handle: '', displayName: '', purpose: '', owner: '' };

const texts = [
  ['handle', 'Handle', 'As the network shows it, without the @.'],
  ['displayName', 'Name', 'What your colleagues call it.'],
  ['purpose', 'Purpose', 'Who it speaks to and what about.'],
  ['owner', 'Owner', 'The person who answers for it.'],
] as const;

/** Enters an account in the register; it publishes nothing before it is connected. */
export function RegisterDialog() {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(empty);
  const { run, busy, problem, forget } = useAct(
    (body: typeof form, header) => bodyOf(api.POST('/api/v1/channels', { params: { header }, body })), ['channels']);
  const show = (next: boolean) => { forget(); setForm(empty); setOpen(next); };
  return (
    <ActDialog
      opener={(show) => <Button appearance="primary" onClick={show}>Register a channel</Button>} title="Register a channel" act="Register" busy={busy} problem={problem}
      open={open} setOpen={show} submit={() => run(form, () => show(false))}
    >
      <Field label="Network" required validationMessage={fieldErrors(problem, 'network')}>
        <Select value={form.network} onChange={(_, { value }) => setForm({ ...form, network: value })}>
          {Object.entries(networks).map(([code, name]) => <option key={code} value={code}>{name}</option>)}
        </Select>
      </Field>
      {texts.map(([field, label, hint]) => (
        <Field key={field} label={label} hint={hint} required validationMessage={fieldErrors(problem, field)}>
          <Input value={form[field]} onChange={(_, { value }) => setForm({ ...form, [field]: value })} />
        </Field>
      ))}
    </ActDialog>
  );
}
