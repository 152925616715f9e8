import { makeStyles, mergeClasses, Subtitle1, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';

const useStyles = makeStyles({
  panel: {
    display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM, padding: 'clamp(0.75rem, 3vw, 1.5rem)',
    backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

type PanelProps = { title?: string; children: ReactNode; className?: string };

/** A card of the page; one with a title is a region that a screen reader can jump to. */
export function Panel({ title, children, className }: PanelProps) {
  const id = useId();
  const classes = mergeClasses(useStyles().panel, className);
  if (!title) return <div className={classes}>{children}</div>;
  return (
    <section className={classes} aria-labelledby={id}>
      <Subtitle1 as="h2" id={id}>{title}</Subtitle1>
      {children}
    </section>
  );
}
