import { Body1Strong, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { bodyOf, useApi } from '../api/client';
import { Moment } from '../page/Moment';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { Highlighted } from '../text/Highlighted';

const useStyles = makeStyles({
  turn: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderLeft: `3px solid ${tokens.colorNeutralStroke2}` },
  asked: { borderLeftColor: tokens.colorBrandStroke1, backgroundColor: tokens.colorNeutralBackground2 },
});

/** What was said before and after, oldest first. */
export function Conversation({ id }: { id: string }) {
  const api = useApi();
  const styles = useStyles();
  const page = usePageStyles();
  const screen = screenOf(useQuery({
    queryKey: ['conversation', id], queryFn: () => bodyOf(api.GET('/api/v1/mentions/{id}/conversation', { params: { path: { id } } })),
  }));
  return (
    <Screened screen={screen} what="the conversation">
      {({ items }) => items.length === 0 ? <p className={page.quiet}>It stands alone: nobody has answered, and it answers nobody.</p> : (
        <ol className={page.list}>
          {items.map((turn) => (
            <li key={turn.id} className={mergeClasses(styles.turn, turn.id === id && styles.asked)} aria-current={turn.id === id || undefined}>
              <Body1Strong>{turn.author.displayName || turn.author.handle}</Body1Strong>{' '}
              <Caption1 className={page.quiet}>@{turn.author.handle}, <Moment at={turn.at} /></Caption1>
              <Highlighted text={turn.text} layers={[]} lang={turn.language.tag} />
            </li>
          ))}
        </ol>
      )}
    </Screened>
  );
}
