import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ReadPages } from '../api/pages';
import { EmptyState } from './EmptyState';
import { screenOf } from './screen';
import { Screened } from './Screened';

type ListedProps<T> = { list: ReadPages<T>; what: string; empty: ReactNode; children: (items: T[]) => ReactNode };

/** A list that goes on when somebody asks. What is searched for may lie behind pages that hold none of it, so only the last says that there is none. */
export function Listed<T>({ list, what, empty, children }: ListedProps<T>) {
  return (
    <Screened screen={screenOf(list)} what={`the ${what}`}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        const ask = items.length > 0 ? `Show more ${what}` : 'Look further back';
        const more = list.hasNextPage && (
          <div>
            <Button onClick={() => { void list.fetchNextPage(); }} disabledFocusable={list.isFetchingNextPage}>
              {list.isFetchingNextPage ? `Loading more ${what}` : ask}
            </Button>
          </div>
        );
        if (items.length > 0) return <>{children(items)}{more}</>;
        return more ? <EmptyState title="Nothing found so far" act={more}>What was looked through holds none; there is more behind it.</EmptyState> : empty;
      }}
    </Screened>
  );
}
