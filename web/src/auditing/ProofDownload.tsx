import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { bodyOf, useApi } from '../api/client';
import { ProblemBar } from '../page/ProblemBar';
import { problemOf } from '../api/problem';

/** Two files by which an outsider checks the entry without this service: the entry's bytes, and what leads from them to a signed root. */
export function ProofDownload({ index, log }: { index: number; log: number }) {
  const api = useApi();
  const fetching = useMutation({
    mutationFn: () => bodyOf(api.GET('/api/v1/audit/{index}/proof', { params: { path: { index: String(index) }, query: { log } } })),
    onSuccess: ({ leaf, proof }) => {
      save(`entry-${index}.json`, leaf);
      save(`entry-${index}.tlog-proof`, proof);
    },
  });
  return (
    <>
      <Button size="small" disabledFocusable={fetching.isPending} onClick={() => fetching.mutate()}>Download proof of entry {index}</Button>
      {fetching.error && <ProblemBar problem={problemOf(fetching.error)} />}
    </>
  );
}

function save(name: string, text: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
