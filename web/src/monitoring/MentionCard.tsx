import { Badge, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { Link } from 'react-router';
import type { Mention } from '../api/shapes';
import { useChannelName } from '../channels/useChannels';
import { networkName } from '../channels/wording';
import { Moment } from '../page/Moment';
import { usePageStyles } from '../page/usePageStyles';
import { Highlighted } from '../text/Highlighted';
import { BandBadge } from '../triage/BandBadge';
import { mentionLayers } from './mention-layers';
import { kinds } from './wording';

const useStyles = makeStyles({
  card: {
    display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  link: { color: tokens.colorBrandForegroundLink },
});

type MentionCardProps = { mention: Mention; linked?: boolean };

/** One mention: who wrote what where, the words that were found, the band. */
export function MentionCard({ mention, linked = false }: MentionCardProps) {
  const styles = useStyles();
  const page = usePageStyles();
  const channelName = useChannelName();
  const { id, author, kind, text, at, network, channel, hits, triage, language, imageCount } = mention;
  return (
    <article className={styles.card} aria-label={`${kinds[kind]} by ${author.displayName || author.handle}`}>
      <div className={page.row}>
        <BandBadge triage={triage} />
        {hits.map(({ watch, name }) => <Badge key={watch} appearance="outline" color="brand">Watch: {name}</Badge>)}
      </div>
      <div>
        <Body1Strong>{author.displayName || author.handle}</Body1Strong> <Caption1 className={page.quiet}>@{author.handle}</Caption1>
      </div>
      <Highlighted text={text} layers={mentionLayers(mention)} lang={language.tag} />
      <Caption1 className={page.quiet}>
        {kinds[kind]} on {networkName(network)}{channel && <>, to {channelName(channel)}</>}, <Moment at={at} />
        {imageCount > 0 && `. ${imageCount} ${imageCount === 1 ? 'image' : 'images'}`}
      </Caption1>
      {linked && (
        <Link to={`/mentions/${id}`} className={styles.link} aria-label={`Open with its conversation: ${author.handle}, ${text.slice(0, 40)}`}>
          Open with its conversation
        </Link>
      )}
    </article>
  );
}
