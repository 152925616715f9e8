import {
  Avatar, Button, makeStyles, Menu, MenuDivider, MenuGroup, MenuGroupHeader, MenuItem, MenuItemRadio, MenuList, MenuPopover,
  MenuTrigger, tokens,
} from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { useMe } from '../access/me';
import { useAppearance, type Choice } from './Appearance';

const useStyles = makeStyles({
  name: { paddingLeft: tokens.spacingHorizontalS, '@media (max-width: 40rem)': { display: 'none' } },
  button: { minWidth: 0 },
});

export function AccountMenu({ signOut }: { signOut: () => Promise<void> }) {
  const styles = useStyles();
  const { member, roles } = useMe();
  const go = useNavigate();
  const { choice, choose } = useAppearance();
  const held = [...new Set(roles.map(({ role }) => role))].join(', ') || 'No role yet';
  return (
    <Menu
      checkedValues={{ appearance: [choice] }}
      onCheckedValueChange={(_, { checkedItems }) => choose((checkedItems[0] ?? 'system') as Choice)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={styles.button} icon={<Avatar name={member.name} size={28} aria-hidden />} aria-label={`Account of ${member.name}`}>
          <span className={styles.name}>{member.name}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{member.name}: {held}</MenuGroupHeader>
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>Appearance</MenuGroupHeader>
            <MenuItemRadio name="appearance" value="system">As on this machine</MenuItemRadio>
            <MenuItemRadio name="appearance" value="light">Light</MenuItemRadio>
            <MenuItemRadio name="appearance" value="dark">Dark</MenuItemRadio>
          </MenuGroup>
          <MenuDivider />
          <MenuItem onClick={() => { void go('/passkeys'); }}>Passkeys</MenuItem>
          <MenuItem onClick={signOut}>Sign out</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
