import { Avatar, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Channel, Content } from '../api/shapes';
import { usePageStyles } from '../page/usePageStyles';
import { facetLayers } from '../text/facets';
import { Highlighted } from '../text/Highlighted';
import { PostImage } from './PostImage';
import { languageNames } from './languages';

const useStyles = makeStyles({
  post: {
    display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke1}`, borderRadius: tokens.borderRadiusLarge, backgroundColor: tokens.colorNeutralBackground1,
  },
  by: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'center', minWidth: 0 },
  name: { display: 'grid', minWidth: 0, overflowWrap: 'anywhere' },
  images: { display: 'grid', gap: tokens.spacingHorizontalM, gridTemplateColumns: 'repeat(auto-fit, minmax(min(12rem, 100%), 1fr))' },
});

type PostPreviewProps = { content: Content; channel: Pick<Channel, 'displayName' | 'handle'> | undefined };

/** Exactly what would be sent, with what the network will turn into links, mentions and tags. */
export function PostPreview({ content, channel }: PostPreviewProps) {
  const styles = useStyles();
  const page = usePageStyles();
  return (
    <article className={styles.post} aria-label="Preview of the post">
      <div className={styles.by}>
        <Avatar name={channel?.displayName} aria-hidden />
        <div className={styles.name}>
          <Body1Strong>{channel?.displayName ?? 'No channel chosen'}</Body1Strong>
          {channel && <Caption1>@{channel.handle}</Caption1>}
        </div>
      </div>
      {content.replyToMention && <Caption1 className={page.quiet}>In reply to a mention</Caption1>}
      {content.text
        ? <Highlighted text={content.text} layers={facetLayers(content.text)} lang={content.languages[0]} />
        : <p className={page.quiet}>No words yet.</p>}
      {content.images.length > 0 && (
        <div className={styles.images}>
          {content.images.map(({ media, altText }) => <PostImage key={media} media={media} altText={altText} />)}
        </div>
      )}
      {content.quote && <Caption1 className={page.code}>Quotes {content.quote}</Caption1>}
      <Caption1 className={page.quiet}>{languageNames(content.languages)}</Caption1>
    </article>
  );
}
