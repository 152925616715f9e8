import { Button, Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { NavigationRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import { useMe } from '../access/me';
import { Mark } from '../page/Mark';
import { AccountMenu } from './AccountMenu';
import { Navigation } from './Navigation';

const narrow = '@media (max-width: 56rem)';

const useStyles = makeStyles({
  skip: {
    position: 'absolute', left: '-999rem', top: tokens.spacingVerticalS, zIndex: 10, padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorBrandForegroundLink,
    ':focus': { left: tokens.spacingHorizontalS },
  },
  header: {
    display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minHeight: '56px', boxSizing: 'border-box',
    padding: `0 ${tokens.spacingHorizontalL}`, backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { padding: `0 ${tokens.spacingHorizontalS}`, gap: tokens.spacingHorizontalS },
  },
  product: { display: 'grid', marginRight: 'auto', minWidth: 0 },
  force: { color: tokens.colorNeutralForeground2, overflowX: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  menu: { display: 'none', [narrow]: { display: 'inline-flex' } },
  body: { display: 'grid', gridTemplateColumns: '15rem minmax(0, 1fr)', [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' } },
  nav: { padding: tokens.spacingHorizontalM, boxSizing: 'border-box' },
  folded: { [narrow]: { display: 'none' } },
  main: {
    padding: 'clamp(0.75rem, 3vw, 2rem)', maxWidth: '80rem', boxSizing: 'border-box', width: '100%', minWidth: 0,
  },
});

export function Shell({ children, signOut }: { children: ReactNode; signOut: () => Promise<void> }) {
  const styles = useStyles();
  const { organisation } = useMe();
  const [open, setOpen] = useState(false);
  return (
    <>
      <a href="#main" className={styles.skip}>Skip to the page</a>
      <header className={styles.header}>
        <Button
          className={styles.menu} appearance="subtle" icon={<NavigationRegular />} aria-label="Menu" aria-expanded={open}
          aria-controls="navigation" onClick={() => setOpen(!open)}
        />
        <Mark size={32} />
        <div className={styles.product}>
          <Subtitle2>CrowdControl</Subtitle2>
          <Caption1 className={styles.force}>{organisation.name}</Caption1>
        </div>
        <AccountMenu signOut={signOut} />
      </header>
      <div className={styles.body}>
        <nav id="navigation" aria-label="Main" className={mergeClasses(styles.nav, !open && styles.folded)}>
          <Navigation chosen={() => setOpen(false)} />
        </nav>
        <main id="main" className={styles.main} tabIndex={-1}>{children}</main>
      </div>
    </>
  );
}
