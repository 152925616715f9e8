import { useQuery } from '@tanstack/react-query';
import { bodyOf, useApi } from '../api/client';
import { everyPage } from '../api/pages';

export function useWatches(enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: ['watches'],
    queryFn: () => everyPage((cursor) => bodyOf(api.GET('/api/v1/watches', { params: { query: { cursor, limit: 200 } } }))),
    enabled,
  });
}
