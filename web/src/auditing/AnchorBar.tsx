import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { bodyOf, useApi } from '../api/client';
import type { Anchor, Outside } from '../api/shapes';
import { Facts } from '../page/Facts';
import { Moment } from '../page/Moment';
import { Screened } from '../page/Screened';
import { screenOf } from '../page/screen';
import { usePageStyles } from '../page/usePageStyles';
import { FileButton } from './FileButton';

/** Whether something outside our reach vouches for the record: our own signature proves nothing against whoever runs this service. */
export function AnchorBar() {
  const api = useApi();
  const query = useQuery({ queryKey: ['anchor'], queryFn: () => bodyOf(api.GET('/api/v1/audit/anchor')) });
  return (
    <Screened screen={screenOf(query)} what="of who vouches for it">
      {(anchor) => (
        <>
          <Standing anchor={anchor} />
          <Parties parties={anchor.parties} />
          <div>
            <FileButton name="trust.policy" fetch={() => bodyOf(api.GET('/api/v1/audit/trust-policy', { parseAs: 'blob' }))}>Download the trust policy</FileButton>
          </div>
        </>
      )}
    </Screened>
  );
}

function Standing({ anchor: { at, authority, size, fresh, limitMinutes, configured, independent } }: { anchor: Anchor }) {
  if (fresh && at)
    return (
      <MessageBar intent={independent ? 'success' : 'warning'} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{independent ? 'An outsider vouches for it' : 'Only a demonstration on this machine vouches for it'}</MessageBarTitle>
          {authority} signed the first {size} entries, <Moment at={at} />.
          {!independent && ' It proves nothing to a court: a witness has to be run by somebody else, elsewhere.'}
        </MessageBarBody>
      </MessageBar>
    );
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Nobody outside vouches for it now</MessageBarTitle>
        {at ? <>The newest signature of an outsider is of <Moment at={at} />, and none should be older than {limitMinutes} minutes. </> : 'No outsider ever signed it. '}
        {configured ? 'Ask your administrator whether those below answer. ' : 'No witness and no time stamping authority is set. '}
        Until then the record proves nothing against whoever runs this service.
      </MessageBarBody>
    </MessageBar>
  );
}

function Parties({ parties }: { parties: readonly Outside[] }) {
  const page = usePageStyles();
  if (parties.length === 0) return null;
  return (
    <section aria-label="Outsiders who are asked to vouch for the record">
      <Facts facts={parties.map((party) => [party.name, <Said key={party.name} party={party} quiet={page.quiet} />] as const)} />
    </section>
  );
}

function Said({ party: { kind, at, size, fresh, onThisMachine, trouble }, quiet }: { party: Outside; quiet: string }) {
  return (
    <>
      {kind === 'Witness' ? 'Witness' : 'Time stamping authority'}{onThisMachine && ' on this machine, for demonstration: proves nothing to a court'}.
      {' '}{at ? <>Signed the first {size} entries, <Moment at={at} />{!fresh && ': too long ago'}. </> : 'Never signed yet. '}
      {trouble && <span className={quiet}>Asked last, it did not: {trouble}</span>}
    </>
  );
}
