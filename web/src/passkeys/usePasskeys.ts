import { useQuery, type QueryClient } from '@tanstack/react-query';
import { bodyOf, useApi, type Api } from '../api/client';
import type { Passkey } from '../api/shapes';

const fewMinutes = 300_000;

const mine = (api: Api) => ({
  queryKey: ['passkeys'],
  queryFn: async (): Promise<Passkey[]> => (await bodyOf(api.GET('/api/v1/me/passkeys'))).items,
});

/** Passkeys of whoever is signed in. */
export function useMyPasskeys() {
  return useQuery(mine(useApi()));
}

/** Whether there is one to sign with; asked for once in a while, and only by who acts. */
export async function maySign(queries: QueryClient, api: Api): Promise<boolean> {
  const all = await queries.query({ ...mine(api), staleTime: fewMinutes });
  return all.some(({ revokedAt }) => !revokedAt);
}

/** Passkeys of another member. */
export function usePasskeysOf(member: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['passkeys', member],
    queryFn: async (): Promise<Passkey[]> => (await bodyOf(api.GET('/api/v1/members/{id}/passkeys', { params: { path: { id: member } } }))).items,
  });
}
