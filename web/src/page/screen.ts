import type { UseQueryResult } from '@tanstack/react-query';
import { problemOf, type Problem } from '../api/problem';

/** What a page shows of something that it asked for. */
export type Screen<T> =
  | { kind: 'loading' }
  | { kind: 'failed'; problem: Problem; again: () => void }
  | { kind: 'ready'; value: T }
  | { kind: 'stale'; value: T; problem: Problem; again: () => void };

export function screenOf<T>({ data, error, isPending, refetch }: UseQueryResult<T>): Screen<T> {
  const again = () => { void refetch(); };
  if (error && data !== undefined) return { kind: 'stale', value: data, problem: problemOf(error), again };
  if (error) return { kind: 'failed', problem: problemOf(error), again };
  if (isPending) return { kind: 'loading' };
  return { kind: 'ready', value: data };
}
