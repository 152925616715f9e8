import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/client';
import { problemOf } from '../../api/problem';
import { ProblemBar } from '../../page/ProblemBar';
import { CheckedBar } from './CheckedBar';

/** Checks in this browser that the entry stands in the tree that is signed. */
export function EntryCheck({ index }: { index: number }) {
  const api = useApi();
  const checking = useMutation({ mutationFn: async () => (await import('./check')).checkEntry(api, index) });
  return (
    <>
      <Button size="small" disabledFocusable={checking.isPending} onClick={() => checking.mutate()}>Check entry {index} here</Button>
      {checking.data && <CheckedBar checked={checking.data} />}
      {checking.error && <ProblemBar problem={problemOf(checking.error)} />}
    </>
  );
}
