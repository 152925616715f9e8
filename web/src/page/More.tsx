import { Button } from '@fluentui/react-components';

type MoreProps = { hasMore: boolean; loading: boolean; more: () => void; what: string };

/** Goes on in a list; nothing is fetched before somebody asks. */
export function More({ hasMore, loading, more, what }: MoreProps) {
  if (!hasMore) return null;
  return <div><Button onClick={more} disabledFocusable={loading}>{loading ? `Loading more ${what}` : `Show more ${what}`}</Button></div>;
}
