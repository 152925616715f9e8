import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter } from 'react-router';
import { ApiContext, createApi } from '../api/client';
import { SigningRoom } from '../passkeys/SigningRoom';
import type { SignInConfig } from '../sign-in/config';
import type { Session } from '../sign-in/session';
import { SignInGate } from '../sign-in/SignInGate';
import { Appearance } from './Appearance';
import { Dashboard } from './Dashboard';
import { Failsafe } from './Failsafe';
import { createQueries } from './queries';

export function App() {
  return (
    <Appearance>
      <Failsafe>
        <SignInGate>{(session, config) => <SignedIn session={session} config={config} />}</SignInGate>
      </Failsafe>
    </Appearance>
  );
}

function SignedIn({ session, config }: { session: Session; config: SignInConfig }) {
  const [api] = useState(() => createApi(session));
  const [queries] = useState(() => createQueries(config.refreshSeconds ?? 60));
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <SigningRoom>
            <Dashboard signOut={() => session.signOut()} />
          </SigningRoom>
        </BrowserRouter>
      </QueryClientProvider>
    </ApiContext>
  );
}
