import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { Link } from 'react-router';
import type { Submission } from '../api/shapes';
import { useChannelName } from '../channels/useChannels';
import { Moment } from '../page/Moment';
import { usePageStyles } from '../page/usePageStyles';
import { StateBadge } from './StateBadge';

const useStyles = makeStyles({
  row: {
    display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  link: {
    color: tokens.colorBrandForegroundLink, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere',
    maxHeight: `calc(3 * ${tokens.lineHeightBase300})`, overflowY: 'hidden',
  },
});

export function SubmissionRow({ submission }: { submission: Submission }) {
  const styles = useStyles();
  const page = usePageStyles();
  const channelName = useChannelName();
  const { id, state, content, channel, kind, author, publishAt, latestApprovalAt, createdAt } = submission;
  return (
    <li className={styles.row}>
      <div className={page.row}>
        <StateBadge state={state} />
        <Caption1>{kind === 'Reply' ? 'Reply' : 'Post'} for {channelName(channel)}</Caption1>
      </div>
      <Link to={`/posts/${id}`} className={styles.link} lang={content.languages[0]}>{content.text || 'Images without words'}</Link>
      <Caption1 className={page.quiet}>
        {author.name}, <Moment at={createdAt} />
        {content.images.length > 0 && `. ${content.images.length} ${content.images.length === 1 ? 'image' : 'images'}`}
        {publishAt && <>. To publish on <Moment at={publishAt} /></>}
        {latestApprovalAt && state === 'InReview' && <>. Approve by <Moment at={latestApprovalAt} /></>}
      </Caption1>
    </li>
  );
}
