import { createContext, use } from 'react';
import type { Signing } from './shapes';

/** The header of a signed act; empty for one that nobody signs. */
export type ActSignature = { 'Act-Signature'?: string };

type Sent<T> = Promise<{ data?: T | Signing; response: Response }>;

/** Sends an act, signed with the member's passkey where they have one. */
export type Signed = <T>(what: string, send: (signature: ActSignature) => Sent<T>) => Promise<T>;

export const SigningContext = createContext<Signed | undefined>(undefined);

/** What a passkey signs is sent through this: it says in the words of the act what is about to be signed. */
export function useSigned(): Signed {
  const signed = use(SigningContext);
  if (!signed) throw new Error('This page was shown where nothing can be signed.');
  return signed;
}
