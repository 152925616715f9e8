import { Body1, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  room: {
    display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start', maxWidth: '40rem',
    padding: 'clamp(1rem, 4vw, 2rem)', borderRadius: tokens.borderRadiusLarge, border: `1px dashed ${tokens.colorNeutralStroke1}`,
  },
});

type EmptyStateProps = { title: string; children: ReactNode; act?: ReactNode };

/** Nothing to show: says why, and what would fill the page. */
export function EmptyState({ title, children, act }: EmptyStateProps) {
  return (
    <div className={useStyles().room}>
      <Subtitle1 as="h2">{title}</Subtitle1>
      <Body1>{children}</Body1>
      {act}
    </div>
  );
}
