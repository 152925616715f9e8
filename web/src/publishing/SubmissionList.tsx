import type { ReactNode } from 'react';
import { bodyOf, useApi } from '../api/client';
import { usePages } from '../api/pages';
import type { Submission } from '../api/shapes';
import { Listed } from '../page/Listed';
import { usePageStyles } from '../page/usePageStyles';
import { SubmissionRow } from './SubmissionRow';

type SubmissionListProps = {
  query: { state?: Submission['state']; channel?: string; mine?: boolean; awaitingMe?: boolean };
  empty: ReactNode;
};

export function SubmissionList({ query, empty }: SubmissionListProps) {
  const api = useApi();
  const styles = usePageStyles();
  const list = usePages(['submissions', query], (cursor) => bodyOf(api.GET('/api/v1/submissions', { params: { query: { ...query, cursor } } })));
  return (
    <Listed list={list} what="posts" empty={empty}>
      {(items) => <ul className={styles.list}>{items.map((item) => <SubmissionRow key={item.id} submission={item} />)}</ul>}
    </Listed>
  );
}
