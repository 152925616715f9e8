import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  list: {
    display: 'grid', gridTemplateColumns: 'minmax(8rem, max-content) minmax(0, 1fr)', columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalS, margin: 0,
    '@media (max-width: 30rem)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalXS },
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere', '@media (max-width: 30rem)': { paddingBottom: tokens.spacingVerticalS } },
});

/** Names and values; a value that is null or undefined is left out with its name. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {facts.filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => [
        <dt key={`${name} name`} className={styles.name}>{name}</dt>,
        <dd key={name} className={styles.value}>{value}</dd>,
      ])}
    </dl>
  );
}
