import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Mention } from '../api/shapes';
import { Moment } from '../page/Moment';
import { Highlighted } from '../text/Highlighted';

const useStyles = makeStyles({
  quote: {
    margin: 0, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

/** What is being answered, in sight while the answer is written. */
export function QuotedMention({ mention: { author, at, text, language } }: { mention: Mention }) {
  return (
    <blockquote className={useStyles().quote}>
      <Caption1>In reply to @{author.handle}, <Moment at={at} /></Caption1>
      <Highlighted text={text} layers={[]} lang={language.tag} />
    </blockquote>
  );
}
