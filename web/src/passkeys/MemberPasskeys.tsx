import { Body1 } from '@fluentui/react-components';
import { Panel } from '../page/Panel';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { PasskeyList } from './PasskeyList';
import { usePasskeysOf } from './usePasskeys';

/** What a member signs with, for whoever runs the members: a lost device is revoked here. */
export function MemberPasskeys({ member }: { member: { id: string; name: string } }) {
  const screen = screenOf(usePasskeysOf(member.id));
  return (
    <Panel title="Passkeys">
      <Screened screen={screen} what="the passkeys">
        {(passkeys) => passkeys.length > 0
          ? <PasskeyList passkeys={passkeys} member={member} />
          : <Body1>None, so what {member.name} does is not signed. Only they can register one, under Passkeys in their account menu.</Body1>}
      </Screened>
    </Panel>
  );
}
