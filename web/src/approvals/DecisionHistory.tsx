import { Body1, Body1Strong } from '@fluentui/react-components';
import type { Submission } from '../api/shapes';
import { Moment } from '../page/Moment';
import { usePageStyles } from '../page/usePageStyles';
import { verdicts } from './verdicts';

/** Who decided what, on which version; one that does not count says so. */
export function DecisionHistory({ submission: { decisions, digest } }: { submission: Submission }) {
  const styles = usePageStyles();
  if (decisions.length === 0) return <p className={styles.quiet}>Nobody has decided yet.</p>;
  return (
    <ol className={styles.list}>
      {decisions.map(({ by, verdict, reason, at, digest: decidedOn, counted }) => (
        <li key={`${by.id} ${at}`}>
          <Body1Strong block>{by.name}: {verdicts[verdict]}</Body1Strong>
          <Body1 block className={styles.quiet}><Moment at={at} /></Body1>
          {reason && <Body1 block className={styles.words}>{reason}</Body1>}
          {decidedOn !== digest && <Body1 block>On an earlier version, so it no longer counts.</Body1>}
          {!counted && decidedOn === digest && <Body1 block>Kept, but not counted.</Body1>}
        </li>
      ))}
    </ol>
  );
}
