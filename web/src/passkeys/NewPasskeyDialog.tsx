import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';
import { createPasskey } from './webauthn';

/** Names it first: once the browser asks, nothing else can be typed. */
export function NewPasskeyDialog() {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const { run, busy, problem, forget } = useAct(async (called: string) => {
    const begun = await bodyOf(api.POST('/api/v1/me/passkeys/challenge'));
    return bodyOf(api.POST('/api/v1/me/passkeys', { body: { name: called, ...await createPasskey(begun) } }));
  }, ['passkeys']);
  const show = (next: boolean) => { forget(); setName(''); setOpen(next); };
  return (
    <ActDialog
      opener={(opening) => <Button appearance="primary" onClick={opening}>Register a passkey</Button>} title="Register a passkey" act="Go on"
      busy={busy} problem={problem} open={open} setOpen={show} submit={() => run(name, () => show(false))}
    >
      <p>Your browser then asks where to keep it: on this device, on your phone, or on a security key.</p>
      <Field label="Name" required hint="So that you know it again, such as Phone or Desk." validationMessage={fieldErrors(problem, 'name')}>
        <Input value={name} required maxLength={60} autoComplete="off" onChange={(_, { value }) => setName(value)} />
      </Field>
    </ActDialog>
  );
}
