import { useSearchParams } from 'react-router';

/** What a list is cut down by, kept in the address so that a link shows the same list; changing it is no step to go back by. */
export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string) => setSearch((now) => {
    if (value) now.set(name, value); else now.delete(name);
    return now;
  }, { replace: true });
  return { search, set };
}
