import { Caption1, makeStyles, mergeClasses, ProgressBar, tokens } from '@fluentui/react-components';
import type { Limits } from '../api/shapes';
import { graphemeCount } from '../text/graphemes';

const useStyles = makeStyles({
  counter: { display: 'grid', gap: tokens.spacingVerticalXS },
  words: { color: tokens.colorNeutralForeground2 },
  over: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** How much of the network's length is used; said aloud only near the end, so that typing is not talked over. */
export function LengthCounter({ text, limits }: { text: string; limits: Limits | undefined }) {
  const styles = useStyles();
  const used = graphemeCount(text);
  if (!limits) return <Caption1 className={styles.words}>{used} characters</Caption1>;
  const left = limits.maximumCharacters - used;
  return (
    <div className={styles.counter}>
      <ProgressBar
        aria-label="Length used" value={Math.min(used, limits.maximumCharacters)} max={limits.maximumCharacters}
        color={left < 0 ? 'error' : left < 20 ? 'warning' : 'brand'}
      />
      <Caption1 className={mergeClasses(styles.words, left < 0 && styles.over)} role={left < 20 ? 'status' : undefined}>
        {left < 0 ? `${-left} characters too long` : `${left} of ${limits.maximumCharacters} characters left`}
      </Caption1>
    </div>
  );
}
