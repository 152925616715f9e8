// Signed notes, verifier keys and checkpoints, after C2SP signed-note, tlog-checkpoint and tlog-cosignature.
import { base64, decimal, demand, hex, join, number, same, sha256, text, utf8 } from './bytes.mjs';
import { emptyRoot } from './tree.mjs';

const isName = (name) => name !== '' && !/[\p{White_Space}+]/u.test(name);
// A P-256 key in SPKI form is these bytes, then the two coordinates.
export const p256Spki = [0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
  0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04];
const p256Order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const ed25519Order = (1n << 252n) + 27742317777372353535851937790883648493n;

/** A verifier key, name+id+material. Its `check` is undefined where this browser does not know Ed25519. */
export async function parseKey(spelt) {
  const [, name, id, material] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(spelt) ?? [];
  demand(name !== undefined && isName(name), `"${spelt}" is no verifier key: name+id+key is expected.`);
  const bytes = base64(material, `The key of ${name}`);
  const [type, key] = [bytes[0], bytes.slice(1)];
  demand([1, 2, 4].includes(type), `The key of ${name} is of type ${type}; known are 1, 2 and 4.`);
  const named = type === 2 ? key : join(utf8(`${name}\n`), bytes);
  demand(hex((await sha256(named)).slice(0, 4)) === id, `The key of ${name} does not have the id ${id}.`);
  if (type === 2) {
    demand(key.length === 91 && same(key.slice(0, 27), p256Spki), `The key of ${name} is not on P-256.`);
  } else {
    demand(key.length === 32, `The key of ${name} has ${key.length} bytes, not 32.`);
  }
  return { name, id, type, key, spelt, imported: await importKey(type, key, name) };
}

const algorithm = (type) => (type === 2 ? { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } : { name: 'Ed25519' });

async function importKey(type, key, name) {
  try {
    return await crypto.subtle.importKey(type === 2 ? 'spki' : 'raw', key, algorithm(type), false, ['verify']);
  } catch (error) {
    if (error.name === 'NotSupportedError') return undefined;
    demand(false, `The key of ${name} is not a point of its curve.`);
  }
}

/** ASN.1 DER {r, s} as the 64 bytes that WebCrypto takes. Of s and n - s, which both verify, only the smaller is taken for a log
 * of ours. */
export function fromDer(der, lowS) {
  const integer = (at) => {
    const value = der.slice(at + 2, at + 2 + der[at + 1]);
    demand(der[at] === 2 && value.length === der[at + 1] && value.length >= 1 && value.length <= 33 && value[0] < 0x80
      && (value.length === 1 || value[0] !== 0 || value[1] >= 0x80), 'The signature is not DER.');
    return [value, at + 2 + value.length];
  };
  demand(der[0] === 0x30 && der[1] === der.length - 2, 'The signature is not DER.');
  const [r, afterR] = integer(2);
  const [s, end] = integer(afterR);
  demand(end === der.length, 'The signature is not DER.');
  for (const part of [r, s]) demand(number(part) > 0n && number(part) < p256Order, 'The signature is out of range.');
  demand(!lowS || number(s) <= p256Order / 2n, 'The signature is in its second spelling (high s).');
  const padded = (part) => join(new Uint8Array(Math.max(0, 32 - part.length)), part.slice(-32));
  return join(padded(r), padded(s));
}

/** Whether the key signed the text; gives the time where it is a cosignature (type 4), in seconds since 1970. */
async function checkSignature({ imported, type }, signed, signature, lowS) {
  const holds = (bytes, over) => crypto.subtle.verify(algorithm(type), imported, bytes, over);
  if (type === 2) return { good: await holds(fromDer(signature, lowS), utf8(signed)) };
  const plain = type === 4 ? signature.slice(8) : signature;
  const time = type === 4 ? number(signature.slice(0, 8)) : undefined;
  if (plain.length !== 64 || time >= 1n << 63n) return { good: false };
  if (number(plain.slice(32).reverse()) >= ed25519Order) return { good: false };
  return { time, good: await holds(plain, utf8(type === 4 ? `cosignature/v1\ntime ${time}\n${signed}` : signed)) };
}

/** The text of a note, who of the keys signed it, and whose signatures this browser cannot check. A bad signature by any of the
 * keys refuses all. */
export async function openNote(bytes, keys, { lowS = true, what = 'The note' } = {}) {
  const whole = text(bytes, what);
  demand(!/[^\P{Cc}\n]/u.test(whole), `${what} holds control characters.`);
  demand(whole.endsWith('\n'), `${what} does not end with a line end.`);
  const split = whole.lastIndexOf('\n\n');
  demand(split > 0, `${what} has no signatures after an empty line.`);
  const signed = whole.slice(0, split + 1);
  const lines = whole.slice(split + 2, -1).split('\n');
  demand(lines.length <= 64, `${what} has more than 64 signatures.`);

  const note = { text: signed, signers: [], unchecked: [], strangers: [] };
  for (const line of lines) {
    const [, name, spelt] = /^— ([^ ]+) ([^ ]+)$/u.exec(line) ?? [];
    demand(name !== undefined && isName(name), `${what} has a line among its signatures that is none.`);
    const signature = base64(spelt, `The signature of ${name}`);
    demand(signature.length > 4, `The signature of ${name} is too short.`);
    const key = keys.find((known) => known.name === name && known.id === hex(signature.slice(0, 4)));
    if (key === undefined) {
      note.strangers.push(name);
      continue;
    }
    if (key.imported === undefined) {
      note.unchecked.push(key);
      continue;
    }
    const { good, time } = await checkSignature(key, signed, signature.slice(4), lowS);
    demand(good, `${what} bears a signature of ${name} that is false.`);
    note.signers.push({ key, time, line: `${line}\n` });
  }
  return note;
}

/** Origin, size and root: what the text of a checkpoint says. */
export async function parseCheckpoint(signed, what = 'The checkpoint') {
  const [origin, size, root, ...rest] = signed.slice(0, -1).split('\n');
  demand(root !== undefined && rest.length === 0 && origin !== '', `${what} is not the three lines origin, size and root.`);
  const head = { origin, size: decimal(size, 'The size of the tree'), root: base64(root, 'The root', 32) };
  demand(head.size > 0n || same(head.root, await emptyRoot()), `${what} gives an empty tree another root than its own.`);
  return head;
}
