/** A list as the API gives it: some items and where to go on. */
export type Page<T> = { items: T[]; next?: string | null };

/** Reads a list to its end; for lists that an organisation keeps short (channels, watches, members). */
export async function everyPage<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return items;
}
