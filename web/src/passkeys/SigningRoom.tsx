import { Body1, Button, Spinner } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useApi } from '../api/client';
import { problemOf, ProblemError, type Problem } from '../api/problem';
import type { Signing } from '../api/shapes';
import { SigningContext, type Signed } from '../api/useSigned';
import { ActDialog } from '../page/ActDialog';
import { maySign } from './usePasskeys';
import { PasskeyProblem, signature } from './webauthn';

type Choice = 'again' | 'without' | 'cancel';

type Shown =
  | { kind: 'asking'; what: string; stop: () => void }
  | { kind: 'failed'; what: string; problem: Problem; choose: (choice: Choice) => void };

/** Asks for the passkey of whoever has one, in front of whatever page they act on. */
export function SigningRoom({ children }: { children: ReactNode }) {
  const api = useApi();
  const queries = useQueryClient();
  const [shown, setShown] = useState<Shown>();

  const signed: Signed = async (what, send) => {
    const plain = async () => (await send({})).data as Exclude<Awaited<ReturnType<typeof send>>['data'], Signing | undefined>;
    if (!(await maySign(queries, api))) return plain();
    try {
      for (;;) {
        const stopping = new AbortController();
        try {
          setShown({ kind: 'asking', what, stop: () => stopping.abort() });
          const asked = await send({ 'Act-Signature': 'ask' });
          // Whatever was done already needs no signature.
          if (asked.response.status !== 202) return asked.data as Awaited<ReturnType<typeof plain>>;
          const header = await signature(asked.data as Signing, stopping.signal);
          return (await send({ 'Act-Signature': header })).data as Awaited<ReturnType<typeof plain>>;
        } catch (error) {
          const problem = problemOf(error);
          if (problem.type.endsWith('/no-passkey')) {
            await queries.invalidateQueries({ queryKey: ['passkeys'] });
            return await plain();
          }
          // Cancelled once the act is on its way, it may have been done: then its own answer counts.
          if (error instanceof PasskeyProblem && stopping.signal.aborted) throw new ProblemError(cancelled);
          if (!(error instanceof PasskeyProblem) && !problem.type.endsWith('/signature-refused')) throw error;
          const choice = await new Promise<Choice>((choose) => setShown({ kind: 'failed', what, problem, choose }));
          if (choice === 'cancel') throw new ProblemError(cancelled);
          if (choice === 'without') return await plain();
        }
      }
    } finally {
      setShown(undefined);
    }
  };

  return (
    <SigningContext value={signed}>
      {children}
      {shown && <SigningDialog shown={shown} />}
    </SigningContext>
  );
}

function SigningDialog({ shown }: { shown: Shown }) {
  const close = () => (shown.kind === 'asking' ? shown.stop() : shown.choose('cancel'));
  return (
    <ActDialog
      opener={() => <></>} title={`Sign: ${shown.what}`} act="Try again" busy={shown.kind === 'asking'} open setOpen={close}
      problem={shown.kind === 'failed' ? shown.problem : undefined}
      submit={() => { if (shown.kind === 'failed') shown.choose('again'); }}
    >
      {shown.kind === 'asking'
        ? <div role="status"><Spinner size="tiny" labelPosition="after" label="Your browser asks for your passkey now. Nothing is done before you sign." /></div>
        : (
          <>
            <Body1>It is not done yet. Without a signature, the record says that you were signed in, and no more.</Body1>
            <div><Button onClick={() => shown.choose('without')}>Go on without signing</Button></div>
          </>
        )}
    </ActDialog>
  );
}

const cancelled: Problem = { type: 'not-signed', status: 0, title: 'Nothing was done', detail: 'You did not sign it. What you typed is still here.' };
