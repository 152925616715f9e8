import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { bodyOf, useApi } from '../api/client';

const whileMaking = 3_000;

/** The packs, newest first; asked for often only while one of them is being made. */
export function useDisclosures() {
  const api = useApi();
  const usual = useQueryClient().getDefaultOptions().queries?.refetchInterval;
  return useInfiniteQuery({
    queryKey: ['disclosures'],
    queryFn: ({ pageParam }) => bodyOf(api.GET('/api/v1/disclosures', { params: { query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) => {
      const making = state.data?.pages.some(({ items }) => items.some((pack) => pack.state === 'Preparing'));
      return making ? whileMaking : typeof usual === 'number' ? usual : 60_000;
    },
  });
}
