import { makeStyles, tokens } from '@fluentui/react-components';
import { useParams } from 'react-router';
import { DecisionForm } from '../approvals/DecisionForm';
import { DecisionHistory } from '../approvals/DecisionHistory';
import type { Submission } from '../api/shapes';
import { useChannels } from '../channels/useChannels';
import { PageHeading } from '../page/PageHeading';
import { Panel } from '../page/Panel';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { Attempts } from './Attempts';
import { PostPreview } from './PostPreview';
import { Standing } from './Standing';
import { SubmissionActs } from './SubmissionActs';
import { SubmissionFacts } from './SubmissionFacts';
import { useSubmission } from './useSubmission';

const useStyles = makeStyles({
  columns: {
    display: 'grid', gap: tokens.spacingHorizontalXL, alignItems: 'start', gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    '@media (max-width: 64rem)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

export default function SubmissionPage() {
  const { id = '' } = useParams();
  const screen = screenOf(useSubmission(id));
  return (
    <div className={usePageStyles().page}>
      <Screened screen={screen} what="the post">{({ value }) => <Shown submission={value} />}</Screened>
    </div>
  );
}

function Shown({ submission }: { submission: Submission }) {
  const styles = useStyles();
  const page = usePageStyles();
  const channel = useChannels().data?.find(({ id }) => id === submission.channel);
  return (
    <>
      <PageHeading title={`${submission.kind} for ${channel?.displayName ?? 'a channel'}`} />
      <div className={styles.columns}>
        <div className={page.stack}>
          <Standing submission={submission} />
          <Panel title="What is sent"><PostPreview content={submission.content} channel={channel} /></Panel>
          <DecisionForm key={submission.digest} submission={submission} />
        </div>
        <div className={page.stack}>
          <SubmissionActs submission={submission} />
          <Panel title="Decisions"><DecisionHistory submission={submission} /></Panel>
          {submission.attempts.length > 0 && <Panel title="Attempts to publish"><Attempts attempts={submission.attempts} /></Panel>}
          <Panel title="Details"><SubmissionFacts submission={submission} /></Panel>
        </div>
      </div>
    </>
  );
}
