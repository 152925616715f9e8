import { Body1, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { EmptyState } from '../page/EmptyState';
import { PageHeading } from '../page/PageHeading';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { NewPasskeyDialog } from './NewPasskeyDialog';
import { PasskeyList } from './PasskeyList';
import { useMyPasskeys } from './usePasskeys';
import { passkeysWork } from './webauthn';

export default function PasskeysPage() {
  const page = usePageStyles();
  const screen = screenOf(useMyPasskeys());
  const works = passkeysWork();
  return (
    <div className={page.page}>
      <PageHeading
        title="Your passkeys" about="Sign what you hand in and decide, so that the record itself proves that it was you."
        acts={works && <NewPasskeyDialog />}
      />
      {!works && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>This browser cannot use passkeys here.</MessageBarTitle>
            {' '}Use a current Chrome, Edge, Firefox or Safari, and open CrowdControl at its own address with https.
          </MessageBarBody>
        </MessageBar>
      )}
      <Screened screen={screen} what="your passkeys">
        {(passkeys) => passkeys.length > 0 ? (
          <>
            {passkeys.every(({ revokedAt }) => revokedAt) && <Body1>None is in use, so what you do is not signed. Register one to sign again.</Body1>}
            <PasskeyList passkeys={passkeys} />
          </>
        ) : (
          <EmptyState title="You have no passkey yet">
            A passkey is a key that your phone, computer or security key keeps, and that opens with your finger, face or PIN. Once you
            have one, CrowdControl asks for it when you hand a post in, decide on one, place or release a hold, approve an erasure, or ask for
            a disclosure or approve it. Your signature goes into the record. Nobody else can make it, not even an administrator. Until then
            everything works, and the record says that you were signed in.
          </EmptyState>
        )}
      </Screened>
    </div>
  );
}
