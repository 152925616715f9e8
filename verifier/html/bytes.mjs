// Bytes and their one spelling. Whoever judges bytes throws Invalid, with a sentence and, where there is one, the index of the entry.

export class Invalid extends Error {
  /** `where` is the file of a pack that it is wrong in. */
  constructor(why, index, where) {
    super(why);
    [this.index, this.where] = [index, where];
  }
}

export function demand(holds, why, index, where) {
  if (!holds) throw new Invalid(why, index, where);
}

/** Whatever the work finds invalid is in this file, and of this entry, unless the work knew better in which file. */
export async function within(where, index, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw error.where === undefined ? new Invalid(error.message, index, where) : new Invalid(error.message, index ?? error.index, error.where);
  }
}

export const utf8 = (text) => new TextEncoder().encode(text);
export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
export const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
export const number = (bytes) => bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Text of bytes that are UTF-8 without a fault; a byte order mark stays, and so is refused later. */
export function text(bytes, what) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Invalid(`${what} is not UTF-8 text.`);
  }
}

/** Base64 of RFC 4648 section 4, only as an encoder would write it: atob alone takes spaces, lost padding and stray bits. */
export function base64(spelt, what, length) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(spelt), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Invalid(`${what} is not base64.`);
  }
  demand(toBase64(bytes) === spelt, `${what} is not base64 in its one spelling.`);
  demand(length === undefined || bytes.length === length, `${what} has ${bytes.length} bytes, not ${length}.`);
  return bytes;
}

/** Base64url of RFC 4648 section 5 without padding, in its one spelling. */
export function base64url(spelt, what, length) {
  demand(/^[A-Za-z0-9_-]*$/.test(spelt), `${what} is not base64url.`);
  const padded = spelt.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (spelt.length % 4)) % 4);
  return base64(padded, what, length);
}

export const toBase64url = (bytes) => toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** A decimal of at most 64 bits without leading zeroes. */
export function decimal(spelt, what) {
  demand(/^(0|[1-9][0-9]{0,19})$/.test(spelt), `${what} is not a plain decimal number.`);
  const value = BigInt(spelt);
  demand(value < 1n << 64n, `${what} is larger than 64 bits hold.`);
  return value;
}
