import { Button, Field, MessageBar, MessageBarBody, MessageBarTitle, ProgressBar } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { problemOf } from '../api/problem';
import type { Verification } from '../api/shapes';
import { Moment } from '../page/Moment';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { usePageStyles } from '../page/usePageStyles';
import { FileButton } from './FileButton';
import { CheckedBar } from './verifying/CheckedBar';
import type { Step } from './verifying/answers';

/** Recomputes the record, when asked: in this browser by the code of verify.html, or by the service itself. */
export function VerifyPanel() {
  const api = useApi();
  const page = usePageStyles();
  const [policy, setPolicy] = useState<File>();
  const [step, setStep] = useState<Step>();
  const here = useMutation({ mutationFn: async () => (await import('./verifying/check')).checkRecord(api, policy, setStep), onSettled: () => setStep(undefined) });
  const there = useMutation({ mutationFn: () => bodyOf(api.GET('/api/v1/audit/verification')) });
  const busy = here.isPending || there.isPending;
  return (
    <Panel title="Is the record whole?">
      <p className={page.quiet}>
        Fetches the whole record into this browser and recomputes every entry, seal and signature by the code of verify.html, which was written apart from
        this service. Nothing else is asked.
      </p>
      <Field label="Trust policy that you got elsewhere (if you have one)">
        {(props) => <input {...props} type="file" onChange={({ target }) => setPolicy(target.files?.[0])} />}
      </Field>
      <div className={page.row}>
        <Button appearance="primary" disabledFocusable={busy} onClick={() => { there.reset(); here.mutate(); }}>Verify now</Button>
        <Button disabledFocusable={busy} onClick={() => { here.reset(); there.mutate(); }}>Have the service check itself</Button>
        <FileButton name="record.zip" fetch={() => bodyOf(api.GET('/api/v1/audit/export', { parseAs: 'blob' }))}>Download the whole record</FileButton>
      </div>
      {here.isPending && <Progress step={step} />}
      {there.isPending && <Field validationMessage="The service reads every entry ..." validationState="none"><ProgressBar aria-label="The service checks the record" /></Field>}
      {here.error && <ProblemBar problem={problemOf(here.error)} />}
      {there.error && <ProblemBar problem={problemOf(there.error)} />}
      {here.data && <CheckedBar checked={here.data} />}
      {there.data && <Verdict verification={there.data} />}
    </Panel>
  );
}

function Progress({ step }: { step: Step | undefined }) {
  const said = step?.kind === 'checking' ? `Checked ${step.done} of ${step.all} entries ...` : `Fetching the record: ${(step?.megabytes ?? 0).toFixed(1)} MB ...`;
  return (
    <Field validationMessage={said} validationState="none">
      <ProgressBar aria-label="Checking the record" value={step?.kind === 'checking' ? step.done / step.all : undefined} />
    </Field>
  );
}

function Verdict({ verification: { entries, intact, firstBad, why, checkedAt } }: { verification: Verification }) {
  return (
    <MessageBar intent={intact ? 'success' : 'error'} layout="multiline" role="status">
      <MessageBarBody>
        <MessageBarTitle>{intact ? 'The record is intact' : firstBad == null ? 'The record is not what was written' : `The record is broken at entry ${firstBad}`}</MessageBarTitle>
        By the service's own word: {entries} entries checked, <Moment at={checkedAt} />. {why}
      </MessageBarBody>
    </MessageBar>
  );
}
