import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { problemOf } from '../api/problem';
import { ProblemBar } from '../page/ProblemBar';

type FileButtonProps = { name: string; children: string; fetch: () => Promise<unknown> };

/** Fetches a file and hands it to the browser to be saved. */
export function FileButton({ name, children, fetch }: FileButtonProps) {
  const fetching = useMutation({ mutationFn: fetch, onSuccess: (file) => { if (file instanceof Blob) save(name, file); } });
  return (
    <>
      <Button disabledFocusable={fetching.isPending} onClick={() => fetching.mutate()}>{children}</Button>
      {fetching.error && <ProblemBar problem={problemOf(fetching.error)} />}
    </>
  );
}

function save(name: string, file: Blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
