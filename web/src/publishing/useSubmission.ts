import { useQuery } from '@tanstack/react-query';
import { useApi, versioned } from '../api/client';

/** One submission and its version. */
export function useSubmission(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['submission', id],
    queryFn: () => versioned(api.GET('/api/v1/submissions/{id}', { params: { path: { id } } })),
  });
}
