import { useQuery } from '@tanstack/react-query';
import { bodyOf, useApi } from '../api/client';
import { everyPage } from '../api/pages';

export function useChannels() {
  const api = useApi();
  return useQuery({
    queryKey: ['channels'],
    queryFn: () => everyPage((cursor) => bodyOf(api.GET('/api/v1/channels', { params: { query: { cursor, limit: 200 } } }))),
  });
}

/** The screen name of a channel, or its id where the member may not see it. */
export function useChannelName(): (id: string | null | undefined) => string {
  const { data } = useChannels();
  return (id) => data?.find((channel) => channel.id === id)?.displayName ?? id ?? 'No channel';
}
