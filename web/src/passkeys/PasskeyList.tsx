import { Badge, Body1, Body1Strong, Button, Caption1, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import type { Passkey } from '../api/shapes';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';
import { Moment } from '../page/Moment';
import { Panel } from '../page/Panel';
import { usePageStyles } from '../page/usePageStyles';

/** Those that sign, then those that no longer do. Whose they are is said where they are another's: then they can be revoked only. */
export function PasskeyList({ passkeys, member }: { passkeys: Passkey[]; member?: { id: string; name: string } }) {
  const page = usePageStyles();
  const sorted = [...passkeys.filter(({ revokedAt }) => !revokedAt), ...passkeys.filter(({ revokedAt }) => revokedAt)];
  return (
    <ul className={page.list}>
      {sorted.map((passkey) => (
        <li key={passkey.id}>
          {member ? <Row passkey={passkey} member={member} /> : <Panel><Row passkey={passkey} /></Panel>}
        </li>
      ))}
    </ul>
  );
}

type RowProps = { passkey: Passkey; member?: { id: string; name: string } };

function Row({ passkey, member }: RowProps) {
  const page = usePageStyles();
  const { name, createdAt, mayBackUp, revokedAt } = passkey;
  return (
    <div className={page.stack}>
      <div className={page.row}>
        <Body1Strong className={page.words}>{name}</Body1Strong>
        <Badge appearance="tint" color={revokedAt ? 'informative' : 'success'}>{revokedAt ? 'Revoked' : 'In use'}</Badge>
      </div>
      <Caption1 className={page.quiet}>
        Registered <Moment at={createdAt} />. {mayBackUp ? 'Its keeper may copy it to other devices of the same account.' : 'It cannot leave its device.'}
        {revokedAt && <> Revoked <Moment at={revokedAt} />; what it signed before stands.</>}
      </Caption1>
      {!revokedAt && (
        <div className={page.row}>
          {!member && <Rename passkey={passkey} />}
          <Revoke passkey={passkey} member={member} />
        </div>
      )}
    </div>
  );
}

function Rename({ passkey: { id, name } }: RowProps) {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const [called, setCalled] = useState(name);
  const { run, busy, problem, forget } = useAct((to: string) =>
    bodyOf(api.POST('/api/v1/me/passkeys/{id}/rename', { params: { path: { id } }, body: { name: to } })), ['passkeys']);
  const show = (next: boolean) => { forget(); setCalled(name); setOpen(next); };
  return (
    <ActDialog
      opener={(opening) => <Button size="small" onClick={opening} aria-label={`Rename ${name}`}>Rename</Button>} title={`Rename ${name}`} act="Rename"
      busy={busy} problem={problem} open={open} setOpen={show} submit={() => run(called, () => setOpen(false))}
    >
      <Field label="Name" required validationMessage={fieldErrors(problem, 'name')}>
        <Input value={called} required maxLength={60} autoComplete="off" onChange={(_, { value }) => setCalled(value)} />
      </Field>
    </ActDialog>
  );
}

function Revoke({ passkey: { id, name }, member }: RowProps) {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const { run, busy, problem, forget } = useAct(() => bodyOf(member
    ? api.POST('/api/v1/members/{id}/passkeys/{passkey}/revoke', { params: { path: { id: member.id, passkey: id } } })
    : api.POST('/api/v1/me/passkeys/{id}/revoke', { params: { path: { id } } })), ['passkeys']);
  const show = (next: boolean) => { forget(); setOpen(next); };
  return (
    <ActDialog
      opener={(opening) => <Button size="small" onClick={opening} aria-label={`Revoke ${name}`}>Revoke</Button>} title={`Revoke ${name}`} act="Revoke"
      busy={busy} problem={problem} open={open} setOpen={show} submit={() => run(undefined, () => setOpen(false))}
    >
      <Body1>
        It signs nothing from now on, and can never be registered again. What it signed stands. {member
          ? `Tell ${member.name}; they can register another one.`
          : 'Remove it from your device as well, in the settings of its passwords.'}
      </Body1>
    </ActDialog>
  );
}
