import { useEffect, useState, type ReactNode } from 'react';
import { problemOf, type Problem } from '../api/problem';
import { Loading } from '../page/Loading';
import { readSignInConfig, type SignInConfig } from './config';
import { Session } from './session';
import { Welcome } from './Welcome';

type Gate =
  | { kind: 'starting' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'signedOut'; session: Session; ended: boolean }
  | { kind: 'signedIn'; session: Session; config: SignInConfig };

/** Shows the dashboard to whoever signed in, and the way in to everybody else. */
export function SignInGate({ children }: { children: (session: Session, config: SignInConfig) => ReactNode }) {
  const [gate, setGate] = useState<Gate>({ kind: 'starting' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let current = true;
    const show = (next: Gate) => { if (current) setGate(next); };
    openGate(show).catch((error: unknown) => show({ kind: 'failed', problem: problemOf(error) }));
    return () => { current = false; };
  }, [attempt]);

  switch (gate.kind) {
    case 'starting':
      return <Loading what="CrowdControl" />;
    case 'signedIn':
      return children(gate.session, gate.config);
    case 'signedOut':
      return <Welcome ended={gate.ended} signIn={() => gate.session.signIn()} />;
    case 'failed':
      return <Welcome problem={gate.problem} signIn={() => { setGate({ kind: 'starting' }); setAttempt(attempt + 1); }} />;
  }
}

/** React's strict mode runs effects twice, but an answer from the sign-in server can be used only once. */
let resumed: Promise<{ session: Session; config: SignInConfig; signedIn: boolean }> | undefined;

async function openGate(show: (gate: Gate) => void): Promise<void> {
  resumed ??= resume(() => { resumed = undefined; }, (session) => show({ kind: 'signedOut', session, ended: true }));
  const { session, config, signedIn } = await resumed;
  show(signedIn ? { kind: 'signedIn', session, config } : { kind: 'signedOut', session, ended: false });
}

async function resume(forget: () => void, ended: (session: Session) => void) {
  try {
    const config = await readSignInConfig();
    const session: Session = Session.open(config, () => ended(session));
    return { session, config, signedIn: await session.resume() };
  } catch (error) {
    forget();
    throw error;
  }
}
