import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { useAct } from '../api/useAct';
import { ProblemBar } from '../page/ProblemBar';

/** Holds the stored copy to what was taken, byte for byte. */
export function VerifyExhibit({ id }: { id: string }) {
  const api = useApi();
  const [found, setFound] = useState<{ intact: boolean; what?: string | null }>();
  const { run, busy, problem } = useAct((_: undefined, header) =>
    bodyOf(api.POST('/api/v1/exhibits/{id}/verifications', { params: { path: { id }, header } })), ['exhibit']);
  return (
    <>
      <div><Button disabledFocusable={busy} onClick={() => run(undefined, setFound)}>Verify the stored copy</Button></div>
      <div role="status">
        {found && (
          <MessageBar intent={found.intact ? 'success' : 'error'}>
            <MessageBarBody>{found.intact ? 'Intact: what is stored is what was taken, byte for byte.' : found.what}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {problem && <ProblemBar problem={problem} />}
    </>
  );
}
