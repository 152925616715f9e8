import { checkProof } from '../../../../verifier/html/entries.mjs';
import { checkLog, type Answer } from '../../../../verifier/html/log.mjs';
import { parsePolicy, type Policy } from '../../../../verifier/html/policy.mjs';
import { openZip } from '../../../../verifier/html/unzip.mjs';
import { bodyOf, type Api } from '../../api/client';
import { ProblemError } from '../../api/problem';
import type { Checked, Step } from './answers';

// The code of verify.html, which was written apart from the service: it recomputes in this browser what the service serves.

/** The whole record: every entry, tile, seal, counter and signature. */
export async function checkRecord(api: Api, policyFile: File | undefined, tell: (step: Step) => void): Promise<Checked> {
  const policy = await policyOf(api, policyFile);
  const answer = await bodyOf(api.GET('/api/v1/audit/export', { parseAs: 'stream' }));
  const zip = await received(answer as unknown as ReadableStream<Uint8Array>, (megabytes) => { tell({ kind: 'fetching', megabytes }); });
  const files = await openZip(zip);
  return checked(await checkLog(files, policy, { progress: (done, all) => { tell({ kind: 'checking', done, all }); } }), policy, policyFile);
}

/** One entry by its proof. */
export async function checkEntry(api: Api, index: number): Promise<Checked> {
  const policy = await policyOf(api, undefined);
  const { leaf, proof } = await bodyOf(api.GET('/api/v1/audit/{index}/proof', { params: { path: { index: String(index) } } }));
  return checked(await checkProof(bytesOf(proof), bytesOf(leaf), policy), policy, undefined);
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function policyOf(api: Api, file: File | undefined): Promise<Policy> {
  const policy: unknown = file ?? await bodyOf(api.GET('/api/v1/audit/trust-policy', { parseAs: 'blob' }));
  const bytes = new Uint8Array(await (policy as Blob).arrayBuffer());
  try {
    return await parsePolicy(bytes);
  } catch (wrong) {
    throw new ProblemError({ type: 'about:blank', title: 'This is no trust policy', status: 0, detail: (wrong as Error).message });
  }
}

async function received(stream: ReadableStream<Uint8Array>, tell: (megabytes: number) => void): Promise<Blob> {
  let bytes = 0;
  const counted = stream.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, next) {
      bytes += piece.length;
      tell(bytes / 1e6);
      next.enqueue(piece);
    },
  }));
  return new Response(counted).blob();
}

const checked = ({ index, ...answer }: Answer, { logs, witnesses }: Policy, file: File | undefined): Checked => ({
  ...answer, index: index === undefined ? undefined : Number(index), own: file !== undefined,
  trusted: [...new Set([...logs, ...witnesses].map(({ name }) => name))],
});
