import { Button, Checkbox, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import { useAct } from '../api/useAct';
import { useChannels } from '../channels/useChannels';
import { ActDialog } from '../page/ActDialog';
import { fromUkWallTime } from '../time/uk';
import { roleName, roles } from './roles';

const useStyles = makeStyles({ channels: { display: 'grid', maxHeight: '14rem', overflowY: 'auto' } });

type Form = { role: string; everywhere: boolean; channels: string[]; validTo: string };

const empty: Form = { role: 'Author', everywhere: false, channels: [], validTo: '' };

/** Gives one role over chosen channels, for a time if wanted. */
export function GrantDialog({ member, name }: { member: string; name: string }) {
  const api = useApi();
  const styles = useStyles();
  const channels = useChannels().data ?? [];
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(empty);
  const { run, busy, problem, forget } = useAct(({ role, everywhere, channels: chosen, validTo }: Form, header) => {
    const body = { role, channels: everywhere ? null : chosen, validTo: fromUkWallTime(validTo) ?? null };
    return bodyOf(api.POST('/api/v1/members/{id}/grants', { params: { path: { id: member }, header }, body }));
  }, ['member', 'members']);
  const show = (next: boolean) => { forget(); setForm(empty); setOpen(next); };
  return (
    <ActDialog
      opener={(show) => <Button appearance="primary" onClick={show}>Give a role</Button>} title={`Give ${name} a role`} act="Give the role" busy={busy} problem={problem}
      open={open} setOpen={show} submit={() => run(form, () => show(false))}
    >
      <Field label="Role" hint={roles[form.role]} validationMessage={fieldErrors(problem, 'role')}>
        <Select value={form.role} onChange={(_, { value }) => setForm({ ...form, role: value })}>
          {Object.keys(roles).map((role) => <option key={role} value={role}>{roleName(role)}</option>)}
        </Select>
      </Field>
      <Checkbox label="On all channels, those to come too" checked={form.everywhere} onChange={(_, { checked }) => setForm({ ...form, everywhere: checked === true })} />
      {!form.everywhere && (
        <Field label="On these channels" validationMessage={fieldErrors(problem, 'channels')}>
          <div role="group" className={styles.channels}>
            {channels.map(({ id, displayName }) => (
              <Checkbox
                key={id} label={displayName} checked={form.channels.includes(id)}
                onChange={(_, { checked }) =>
                  setForm({ ...form, channels: checked ? [...form.channels, id] : form.channels.filter((other) => other !== id) })}
              />
            ))}
          </div>
        </Field>
      )}
      <Field label="Until (UK time)" hint="Leave it empty for no end." validationMessage={fieldErrors(problem, 'validTo')}>
        <Input type="datetime-local" value={form.validTo} onChange={(_, { value }) => setForm({ ...form, validTo: value })} />
      </Field>
    </ActDialog>
  );
}
