import { Button } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { bodyOf, useApi } from '../api/client';
import type { Submission } from '../api/shapes';
import { useAct } from '../api/useAct';
import { useSigned } from '../api/useSigned';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { ReasonDialog } from '../page/ReasonDialog';
import { usePageStyles } from '../page/usePageStyles';
import { actsOn } from './acts';

const outdates = ['submission', 'submissions'];

/** What this member may do with the post now; the API says so, and why not. */
export function SubmissionActs({ submission }: { submission: Submission }) {
  const api = useApi();
  const signed = useSigned();
  const go = useNavigate();
  const styles = usePageStyles();
  const { id, digest } = submission;
  const path = { id };
  const { may, refused } = actsOn(submission);
  const submit = useAct((_: undefined, header) =>
    signed('Submit for approval', (signature) =>
      api.POST('/api/v1/submissions/{id}/submit', { params: { path, header: { ...header, ...signature } }, body: { digest } })), outdates);
  const withdraw = useAct((_: undefined, header) =>
    bodyOf(api.POST('/api/v1/submissions/{id}/withdraw', { params: { path, header } })), outdates);
  const retry = useAct((_: undefined, header) =>
    bodyOf(api.POST('/api/v1/submissions/{id}/retry', { params: { path, header } })), outdates);
  const problem = submit.problem ?? withdraw.problem ?? retry.problem;
  const nothing = !['edit', 'submit', 'withdraw', 'recall', 'take-down', 'retry'].some(may);

  return (
    <Panel title="What you can do">
      {problem && <ProblemBar problem={problem} />}
      <div className={styles.row}>
        {may('submit') && (
          <Button appearance="primary" disabledFocusable={submit.busy} onClick={() => submit.run(undefined)}>Submit for approval</Button>
        )}
        {may('edit') && <Button onClick={() => go(`/compose/${id}`)}>Edit</Button>}
        {may('retry') && <Button disabledFocusable={retry.busy} onClick={() => retry.run(undefined)}>Try to publish again</Button>}
        {may('withdraw') && <Button disabledFocusable={withdraw.busy} onClick={() => withdraw.run(undefined)}>Withdraw</Button>}
        {may('recall') && (
          <ReasonDialog
            opener={(show) => <Button onClick={show}>Recall</Button>} title="Recall this post" act="Recall" outdates={outdates}
            about="It is stopped before it goes out. Once the network has it, only a take-down removes it."
            send={(reason, header) => bodyOf(api.POST('/api/v1/submissions/{id}/recall', { params: { path, header }, body: { reason } }))}
          />
        )}
        {may('take-down') && (
          <ReasonDialog
            opener={(show) => <Button onClick={show}>Take down</Button>} title="Take down this post" act="Take down" outdates={outdates}
            about="It is removed from the network. The record keeps what it said and who removed it."
            send={(reason, header) => bodyOf(api.POST('/api/v1/submissions/{id}/take-down', { params: { path, header }, body: { reason } }))}
          />
        )}
      </div>
      {nothing && <p className={styles.quiet}>Nothing at the moment.</p>}
      {refused.length > 0 && (
        <details>
          <summary>What you cannot do now, and why</summary>
          <ul className={styles.quiet}>{refused.map(({ name, why }) => <li key={name}>{name}: {why}</li>)}</ul>
        </details>
      )}
    </Panel>
  );
}
