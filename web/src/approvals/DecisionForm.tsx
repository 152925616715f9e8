import { Button, Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useApi } from '../api/client';
import { fieldErrors } from '../api/problem';
import type { Submission } from '../api/shapes';
import { useAct } from '../api/useAct';
import { useSigned } from '../api/useSigned';
import { Moment } from '../page/Moment';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { usePageStyles } from '../page/usePageStyles';
import { actsOn } from '../publishing/acts';
import type { Verdict } from './verdicts';

type Decision = { verdict: Verdict; digest: string; reason?: string };

const named: Record<Verdict, string> = {
  Approved: 'Approve this post', ChangesRequested: 'Request changes to this post', Rejected: 'Reject this post',
};

/** Shown to whoever may decide now. The decision names the digest, so it counts for exactly what is on this page. */
export function DecisionForm({ submission }: { submission: Submission }) {
  const api = useApi();
  const signed = useSigned();
  const styles = usePageStyles();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { run, busy, problem } = useAct((body: Decision, header) =>
    signed(named[body.verdict], (signature) => api.POST('/api/v1/submissions/{id}/decisions', {
      params: { path: { id: submission.id }, header: { ...header, ...signature } }, body,
    })),
  ['submission', 'submissions']);
  if (!actsOn(submission).may('decide')) return null;

  const decide = (verdict: Verdict) => {
    const lacksReason = verdict !== 'Approved' && reason.trim() === '';
    setMissing(lacksReason);
    if (!lacksReason) run({ verdict, digest: submission.digest, reason: reason.trim() || undefined });
  };

  return (
    <Panel title="Your decision">
      {problem && <ProblemBar problem={problem} />}
      <p>
        You decide on version {submission.revision}, exactly as it is shown above
        {submission.latestApprovalAt && <>, until <Moment at={submission.latestApprovalAt} /></>}.
      </p>
      <Field
        label="Reason" hint="Needed to reject or to ask for changes. The author reads it; it is never published."
        validationMessage={missing ? 'Say why, so that the author knows what to do.' : fieldErrors(problem, 'reason')}
      >
        <Textarea value={reason} rows={3} onChange={(_, { value }) => setReason(value)} />
      </Field>
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={busy} onClick={() => decide('Approved')}>Approve</Button>
        <Button disabledFocusable={busy} onClick={() => decide('ChangesRequested')}>Request changes</Button>
        <Button disabledFocusable={busy} onClick={() => decide('Rejected')}>Reject</Button>
      </div>
    </Panel>
  );
}
