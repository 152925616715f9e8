import { useInfiniteQuery } from '@tanstack/react-query';

/** A list as the API gives it: some items and where to go on. */
export type Page<T> = { items: T[]; next?: string | null };

type Read<T> = (cursor: string | undefined) => Promise<Page<T>>;

/** A list of which nothing more is fetched before somebody asks. */
export function usePages<T>(queryKey: readonly unknown[], read: Read<T>) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export type ReadPages<T> = ReturnType<typeof usePages<T>>;

/** Reads a list to its end; for lists that an organisation keeps short (channels, watches, members). */
export async function everyPage<T>(read: Read<T>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return items;
}
