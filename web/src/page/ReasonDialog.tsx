import { Field, Textarea } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import { fieldErrors } from '../api/problem';
import { useAct, type IntentKey } from '../api/useAct';
import { ActDialog } from './ActDialog';

type ReasonDialogProps = {
  opener: (show: () => void) => ReactElement;
  title: string;
  act: string;
  about: string;
  outdates: readonly string[];
  send: (reason: string, key: IntentKey) => Promise<unknown>;
};

/** Asks why, then acts; the reason goes into the record. */
export function ReasonDialog({ opener, title, act, about, outdates, send }: ReasonDialogProps) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { run, busy, problem, forget } = useAct(send, outdates);
  const show = (next: boolean) => { forget(); setOpen(next); };
  return (
    <ActDialog
      opener={opener} title={title} act={act} busy={busy} problem={problem} open={open} setOpen={show}
      submit={() => run(reason, () => { setReason(''); setOpen(false); })}
    >
      <p>{about}</p>
      <Field label="Reason" required hint="It is kept in the record." validationMessage={fieldErrors(problem, 'reason')}>
        <Textarea value={reason} onChange={(_, { value }) => setReason(value)} rows={3} />
      </Field>
    </ActDialog>
  );
}
