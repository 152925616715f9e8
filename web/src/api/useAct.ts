import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { IntentKeys } from './intent-keys';
import { problemOf, type Problem } from './problem';

export type ActState = { kind: 'idle' } | { kind: 'busy' } | { kind: 'failed'; problem: Problem };

export type IntentKey = { 'Idempotency-Key': string };

/** Something that a person does through the API, and the lists that it makes out of date. */
export function useAct<Input, Answer>(send: (input: Input, key: IntentKey) => Promise<Answer>, outdates: readonly string[]) {
  const queries = useQueryClient();
  const [keys] = useState(() => new IntentKeys());
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: (input: Input) => send(input, keys.for(input)),
    async onSuccess() {
      keys.succeeded();
      await Promise.all(['overview', ...outdates].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  const state: ActState = isPending ? { kind: 'busy' } : error ? { kind: 'failed', problem: problemOf(error) } : { kind: 'idle' };
  return {
    state,
    busy: isPending,
    problem: state.kind === 'failed' ? state.problem : undefined,
    run: (input: Input, done?: (answer: Answer) => void) => mutate(input, { onSuccess: done }),
    forget: reset,
  };
}
