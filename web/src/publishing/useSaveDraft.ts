import { useState } from 'react';
import { useApi, versioned } from '../api/client';
import type { Submission } from '../api/shapes';
import { useAct } from '../api/useAct';
import { useSigned } from '../api/useSigned';
import { sentContent, type Draft } from './draft';

/** A draft that the API knows, with the version that the next save has to name. */
export type Saved = { value: Submission; etag: string };

type Asked = { draft: Draft; submit: boolean };

/** Saves the draft, and hands it in if asked: two calls, of which the second names the digest of what the first stored. */
export function useSaveDraft(known: Saved | undefined) {
  const api = useApi();
  const signed = useSigned();
  const [saved, setSaved] = useState(known);
  return useAct(async ({ draft, submit }: Asked, header): Promise<Submission> => {
    const body = sentContent(draft);
    const id = saved?.value.id;
    const kind = draft.content.replyToMention ? 'Reply' as const : 'Post' as const;
    const stored = id
      ? await versioned(api.PUT('/api/v1/submissions/{id}', { params: { path: { id }, header: { 'If-Match': saved.etag } }, body }))
      : await versioned(api.POST('/api/v1/submissions', { params: { header }, body: { channel: draft.channel, kind, ...body } }));
    setSaved(stored);
    if (!submit) return stored.value;
    return signed('Submit for approval', (signature) => api.POST('/api/v1/submissions/{id}/submit', {
      params: { path: { id: stored.value.id }, header: signature }, body: { digest: stored.value.digest },
    }));
  }, ['submissions', 'submission']);
}
