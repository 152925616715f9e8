import { bodyOf, useApi } from '../api/client';
import { usePages } from '../api/pages';

/** The organisation's cases. */
export function useCases() {
  const api = useApi();
  return usePages(['cases'], (cursor) => bodyOf(api.GET('/api/v1/cases', { params: { query: { cursor, limit: 200 } } })));
}
