import { Body1, Body1Strong } from '@fluentui/react-components';
import type { Submission } from '../api/shapes';
import { Moment } from '../page/Moment';
import { usePageStyles } from '../page/usePageStyles';
import { outcomeName } from './attempts-wording';

/** Each try to hand it to the network, with what is known of it. */
export function Attempts({ attempts }: { attempts: Submission['attempts'] }) {
  const styles = usePageStyles();
  return (
    <ol className={styles.list}>
      {attempts.map(({ number, startedAt, finishedAt, outcome, detail }) => (
        <li key={number}>
          <Body1Strong block>Attempt {number}: {outcomeName(outcome)}</Body1Strong>
          <Body1 block className={styles.quiet}>
            Started <Moment at={startedAt} />{finishedAt && <>, ended <Moment at={finishedAt} /></>}.
          </Body1>
          {detail && <Body1 block>{detail}</Body1>}
        </li>
      ))}
    </ol>
  );
}
