import { Caption1Strong, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { NavLink } from 'react-router';
import { useMay } from '../access/me';
import { home, places } from './places';

const useStyles = makeStyles({
  groups: { display: 'grid', gap: tokens.spacingVerticalL },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXXS },
  group: { display: 'block', padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`, color: tokens.colorNeutralForeground2 },
  link: {
    display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minHeight: '40px', padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium, color: tokens.colorNeutralForeground1, textDecorationLine: 'none', boxSizing: 'border-box',
    borderLeft: '3px solid transparent',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground1, fontWeight: tokens.fontWeightSemibold, borderLeftColor: tokens.colorBrandStroke1,
    boxShadow: tokens.shadow2,
  },
});

/** Only places where the member may do something are shown. */
export function Navigation({ chosen }: { chosen: () => void }) {
  const styles = useStyles();
  const may = useMay();
  const open = places
    .map(({ group, places: inGroup }) => ({
      group, places: inGroup.filter(({ needs }) => needs.length === 0 || needs.some((permission) => may(permission))),
    }))
    .filter(({ places: inGroup }) => inGroup.length > 0);

  return (
    <div className={styles.groups}>
      {[{ group: '', places: [home] }, ...open].map(({ group, places: inGroup }) => (
        <div key={group}>
          {group && <Caption1Strong className={styles.group}>{group}</Caption1Strong>}
          <ul className={styles.list}>
            {inGroup.map(({ path, name, icon: Icon }) => (
              <li key={path}>
                <NavLink
                  to={path} end={path === '/' || path === '/compose'} onClick={chosen}
                  className={({ isActive }) => mergeClasses(styles.link, isActive && styles.here)}
                >
                  <Icon fontSize={20} aria-hidden />
                  {name}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
