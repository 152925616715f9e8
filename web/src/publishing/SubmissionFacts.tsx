import type { Submission } from '../api/shapes';
import { Facts } from '../page/Facts';
import { Moment } from '../page/Moment';
import { usePageStyles } from '../page/usePageStyles';
import { Link } from 'react-router';
import { useMay } from '../access/me';

export function SubmissionFacts({ submission }: { submission: Submission }) {
  const styles = usePageStyles();
  const may = useMay();
  const { id, author, contributors, revision, digest, createdAt, submittedAt, publishAt, latestApprovalAt } = submission;
  const when = (at: string | null | undefined) => at && <Moment at={at} />;
  return (
    <>
      <Facts
        facts={[
          ['Author', author.name],
          ['Contributors', contributors.map(({ name }) => name).join(', ') || undefined],
          ['Version', revision],
          ['Written', when(createdAt)],
          ['Submitted', when(submittedAt)],
          ['To publish', when(publishAt) ?? 'As soon as it is approved'],
          ['Approve by', when(latestApprovalAt)],
          ['Digest', <span key="digest" className={styles.code}>{digest}</span>],
        ]}
      />
      <p className={styles.quiet}>The digest stands for every character, image, alternative text, channel and time. If one changes, no approval counts any more.</p>
      {may('ReadLedger') && <Link to={`/audit/posts/${id}`}>Follow this post step by step in the record</Link>}
    </>
  );
}
