import { useQuery } from '@tanstack/react-query';
import { bodyOf, useApi } from '../api/client';

/**
 * An address for the image itself, read with the member's rights: an <img> with the API's address would send no token.
 * Kept as long as the page, since media never change and a post has at most a few.
 */
export function useMediaAddress(id: string): string | undefined {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['media', id],
    async queryFn() {
      const image: unknown = await bodyOf(api.GET('/api/v1/media/{id}', { params: { path: { id } }, parseAs: 'blob' }));
      if (!(image instanceof Blob)) throw new Error('The answer holds no image.');
      return URL.createObjectURL(image);
    },
    staleTime: Infinity,
    gcTime: Infinity,
    refetchInterval: false,
  });
  return data;
}
