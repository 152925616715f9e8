import { Button } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { bodyOf, useApi } from '../../api/client';
import { problemOf } from '../../api/problem';
import { ProblemBar } from '../../page/ProblemBar';

/** Downloads the sheet as a page to print, or as the file that the verifier takes. */
export function SheetFile({ day, kind }: { day: string; kind: 'pdf' | 'txt' }) {
  const api = useApi();
  const options = { params: { path: { date: day } }, parseAs: 'blob' } as const;
  const fetching = useMutation({
    mutationFn: async (): Promise<unknown> => bodyOf(
      kind === 'pdf' ? api.GET('/api/v1/audit/days/{date}/sheet.pdf', options) : api.GET('/api/v1/audit/days/{date}/sheet.txt', options)),
    onSuccess: (file) => { if (file instanceof Blob) save(`day-sheet-${day}.${kind}`, file); },
  });
  return (
    <>
      <Button disabledFocusable={fetching.isPending} onClick={() => fetching.mutate()}>{kind === 'pdf' ? 'Download as PDF' : 'Download for the verifier'}</Button>
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
