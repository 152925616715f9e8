import { QueryClient } from '@tanstack/react-query';
import { problemOf } from '../api/problem';

/** Every request is an execution that somebody pays for: no refresh before its time, none in a hidden tab. */
export function createQueries(refreshSeconds: number): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: refreshSeconds * 1000,
        refetchInterval: refreshSeconds * 1000,
        refetchIntervalInBackground: false,
        retry: (failures, error) => failures < 3 && isPassing(error),
        retryDelay: (failures, error) => (problemOf(error).retryAfterSeconds ?? 2 ** failures) * 1000,
      },
    },
  });
}

function isPassing(error: unknown): boolean {
  return [0, 429, 502, 503, 504].includes(problemOf(error).status);
}
