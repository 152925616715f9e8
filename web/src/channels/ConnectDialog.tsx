import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import type { Channel } from '../api/shapes';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';
import { networkName } from './wording';

type ConnectDialogProps = { id: string; name: string; network: string; connection: Channel['connection'] };

/** Gives CrowdControl the authority to act for an account. The secret goes to the vault and is never shown again. */
export function ConnectDialog({ id, name, network, connection }: ConnectDialogProps) {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const empty = { server: connection.server ?? '', identifier: connection.account ?? '', secret: '' };
  const [form, setForm] = useState(empty);
  const act = connection.state === 'NotConnected' ? 'Connect' : 'Connect again';
  const { run, busy, problem, forget } = useAct(
    (body: typeof form) => bodyOf(api.PUT('/api/v1/channels/{id}/connection', { params: { path: { id } }, body })), ['channels']);
  const show = (next: boolean) => { forget(); setForm(empty); setOpen(next); };
  return (
    <ActDialog
      opener={(show) => <Button aria-label={`${act} ${name}`} onClick={show}>{act}</Button>} title={`Connect ${name}`} act={act} busy={busy} problem={problem}
      open={open} setOpen={show} submit={() => run(form, () => show(false))}
    >
      <p>On {networkName(network)}, make an app password for this purpose alone; it can be withdrawn there at any time.</p>
      <Field label="Server" required hint="For example https://bsky.social" validationMessage={fieldErrors(problem, 'server')}>
        <Input type="url" value={form.server} onChange={(_, { value }) => setForm({ ...form, server: value })} />
      </Field>
      <Field label="Handle or e-mail address" required validationMessage={fieldErrors(problem, 'identifier')}>
        <Input autoComplete="off" value={form.identifier} onChange={(_, { value }) => setForm({ ...form, identifier: value })} />
      </Field>
      <Field label="App password" required hint="Kept in the vault, never shown again." validationMessage={fieldErrors(problem, 'secret')}>
        <Input type="password" autoComplete="off" value={form.secret} onChange={(_, { value }) => setForm({ ...form, secret: value })} />
      </Field>
    </ActDialog>
  );
}
