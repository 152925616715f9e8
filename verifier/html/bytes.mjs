// Bytes and their one spelling. Whoever judges bytes throws Invalid, with a sentence and, where there is one, the index of the entry.

export class Invalid extends Error {
  constructor(why, index) {
    super(why);
    this.index = index;
  }
}

export function demand(holds, why, index) {
  if (!holds) throw new Invalid(why, index);
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

/** A decimal of at most 64 bits without leading zeroes. */
export function decimal(spelt, what) {
  demand(/^(0|[1-9][0-9]{0,19})$/.test(spelt), `${what} is not a plain decimal number.`);
  const value = BigInt(spelt);
  demand(value < 1n << 64n, `${what} is larger than 64 bits hold.`);
  return value;
}
