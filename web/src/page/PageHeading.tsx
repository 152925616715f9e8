import { Body1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'start', justifyContent: 'space-between' },
  words: { display: 'grid', gap: tokens.spacingVerticalXS, maxWidth: '46rem', minWidth: 0 },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none', overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground2 },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

type PageHeadingProps = { title: string; about?: ReactNode; acts?: ReactNode };

/** Names the page in the tab and at its top, where the reader's focus goes after a navigation. */
export function PageHeading({ title, about, acts }: PageHeadingProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();

  useEffect(() => {
    if (key === 'default') return;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [key]);

  return (
    <div className={styles.row}>
      <title>{`${title} - CrowdControl`}</title>
      <div className={styles.words}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>{title}</h1>
        {about && <Body1 className={styles.about}>{about}</Body1>}
      </div>
      {acts && <div className={styles.acts}>{acts}</div>}
    </div>
  );
}
