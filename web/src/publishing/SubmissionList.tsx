import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { bodyOf, useApi } from '../api/client';
import { More } from '../page/More';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import type { Submission } from '../api/shapes';
import { SubmissionRow } from './SubmissionRow';

type SubmissionListProps = {
  query: { state?: Submission['state']; channel?: string; mine?: boolean; awaitingMe?: boolean };
  empty: ReactNode;
};

export function SubmissionList({ query, empty }: SubmissionListProps) {
  const api = useApi();
  const styles = usePageStyles();
  const list = useInfiniteQuery({
    queryKey: ['submissions', query],
    queryFn: ({ pageParam }) => bodyOf(api.GET('/api/v1/submissions', { params: { query: { ...query, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Screened screen={screenOf(list)} what="the posts">
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return empty;
        return (
          <>
            <ul className={styles.list}>{items.map((item) => <SubmissionRow key={item.id} submission={item} />)}</ul>
            <More hasMore={list.hasNextPage} loading={list.isFetchingNextPage} more={() => { void list.fetchNextPage(); }} what="posts" />
          </>
        );
      }}
    </Screened>
  );
}
