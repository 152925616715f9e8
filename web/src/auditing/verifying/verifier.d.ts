/** What the dashboard uses of the second verifier (verifier/html): the very modules of verify.html. */
declare module '*/verifier/html/policy.mjs' {
  type Key = { name: string; id: string };
  export type Policy = { logs: Key[]; witnesses: Key[] };
  export function parsePolicy(bytes: Uint8Array): Promise<Policy>;
}

declare module '*/verifier/html/log.mjs' {
  export type Answer = {
    verdict: 'valid' | 'incomplete' | 'invalid'; says: string; index?: bigint; facts: string[]; missing: string[];
  };
  export function checkLog(
    files: Map<string, Blob>, policy: import('*/verifier/html/policy.mjs').Policy, options?: { progress?: (done: number, all: number) => void },
  ): Promise<Answer>;
}

declare module '*/verifier/html/entries.mjs' {
  export function checkProof(
    proof: Uint8Array, leaf: Uint8Array, policy: import('*/verifier/html/policy.mjs').Policy,
  ): Promise<import('*/verifier/html/log.mjs').Answer>;
}

declare module '*/verifier/html/unzip.mjs' {
  export function openZip(zip: Blob): Promise<Map<string, Blob>>;
}
