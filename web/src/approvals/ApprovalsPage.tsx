import { EmptyState } from '../page/EmptyState';
import { PageHeading } from '../page/PageHeading';
import { usePageStyles } from '../page/usePageStyles';
import { SubmissionList } from '../publishing/SubmissionList';

export default function ApprovalsPage() {
  return (
    <div className={usePageStyles().page}>
      <PageHeading title="Approvals" about="Posts that wait for your decision. Nobody approves what they wrote or changed themselves." />
      <SubmissionList
        query={{ awaitingMe: true }}
        empty={<EmptyState title="Nothing waits for you">When a colleague submits a post on a channel that you approve for, it appears here.</EmptyState>}
      />
    </div>
  );
}
