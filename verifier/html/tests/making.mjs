// Small logs to check: keys, entries, tiles, proofs and policies, made after the same documents by other means than the checks use.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

const hash = (...parts) => parts.reduce((sha, part) => sha.update(part), createHash('sha256')).digest();
const leafHash = (leaf) => hash(Buffer.of(0), leaf);

/** RFC 6962, 2.1, word for word. */
export function root(leaves) {
  if (leaves.length === 0) return hash();
  if (leaves.length === 1) return leafHash(leaves[0]);
  const k = split(leaves.length);
  return hash(Buffer.of(1), root(leaves.slice(0, k)), root(leaves.slice(k)));
}

const split = (n) => 2 ** (Math.ceil(Math.log2(n)) - 1);

/** RFC 6962, 2.1.1. */
export function path(index, leaves) {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...path(index, leaves.slice(0, k)), root(leaves.slice(k))]
    : [...path(index - k, leaves.slice(k)), root(leaves.slice(0, k))];
}

/** RFC 6962, 2.1.2. */
export function consistency(old, leaves, whole = true) {
  if (old === leaves.length) return whole ? [] : [root(leaves)];
  const k = split(leaves.length);
  return old <= k
    ? [...consistency(old, leaves.slice(0, k), whole), root(leaves.slice(k))]
    : [...consistency(old - k, leaves.slice(k), false), root(leaves.slice(0, k))];
}

/** A key of a log (P-256) or of a witness (Ed25519): its verifier key, and the line it adds to a note. */
export function key(name, kind = 'log') {
  const pair = kind === 'log' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' });
  const type = { log: 2, plain: 1, witness: 4 }[kind];
  const material = Buffer.concat([Buffer.of(type), kind === 'log' ? spki : spki.subarray(-32)]);
  const id = (kind === 'log' ? hash(spki) : hash(name, '\n', material)).subarray(0, 4);
  const line = (signature) => `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
  return {
    name, vkey: `${name}+${id.toString('hex')}+${material.toString('base64')}`, id: id.toString('hex'), line,
    sign(text, time = 1_793_610_927) {
      if (kind === 'log') return line(lowS(sign('sha256', Buffer.from(text), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })));
      if (kind === 'plain') return line(sign(null, Buffer.from(text), pair.privateKey));
      const stamp = Buffer.alloc(8);
      stamp.writeBigUInt64BE(BigInt(time));
      return line(Buffer.concat([stamp, sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), pair.privateKey)]));
    },
    highS: (text) => line(lowS(sign('sha256', Buffer.from(text), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }), true)),
  };
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function lowS(raw, high = false) {
  const r = BigInt(`0x${raw.subarray(0, 32).toString('hex')}`);
  let s = BigInt(`0x${raw.subarray(32).toString('hex')}`);
  if ((s > order / 2n) !== high) s = order - s;
  const integer = (value) => {
    let digits = value.toString(16);
    if (digits.length % 2) digits = `0${digits}`;
    if (parseInt(digits.slice(0, 2), 16) >= 0x80) digits = `00${digits}`;
    const bytes = Buffer.from(digits, 'hex');
    return Buffer.concat([Buffer.of(2, bytes.length), bytes]);
  };
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

/** Entries of some streams, in canonical JSON; `change` may spoil the entry at an index. */
export function entries(count, { streams = 3, change = (entry) => entry } = {}) {
  const last = new Map();
  return Array.from({ length: count }, (_, at) => {
    const s = at % 7 === 0 ? 'sys:log1' : `acct:${at % streams}`;
    const { n, p } = { n: (last.get(s)?.n ?? -1) + 1, p: last.get(s)?.p ?? -1 };
    last.set(s, { n, p: at });
    return Buffer.from(json(change({
      act: { amr: 'fido2', r: 'u:b81d', role: 'approver' }, app: 'crowdcontrol/1.4.0+9f3c2e1',
      d: { reason: 'TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao' }, id: `01a19b8a-cd78-7000-8000-${at.toString(16).padStart(12, '0')}`,
      obj: { id: `p:${at}`, k: 'post' }, out: 'ok', pol: '2026-09/1', seq: { n, p, s }, t: 'post.rejected',
      ts: new Date(Date.UTC(2026, 10, 2, 9, 15, 27, 480) + at).toISOString(), v: 1,
    }, at)));
  });
}

/** Keys of objects here have no characters beyond ASCII, so any sort sorts them. */
export const json = (value) => JSON.stringify(value, (_, inner) => (inner?.constructor === Object
  ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));

export const statement = (origin, leaves, size = leaves.length) => `${origin}\n${size}\n${root(leaves.slice(0, size)).toString('base64')}\n`;
export const note = (text, ...keys) => Buffer.from(`${text}\n${keys.map((one) => one.sign(text)).join('')}`);
export const lines = (hashes) => hashes.map((one) => `${one.toString('base64')}\n`).join('');
export const proof = (index, leaves, checkpoint) => Buffer.from(`c2sp.org/tlog-proof@v1\nindex ${index}\n${lines(path(index, leaves))}\n${checkpoint}`);

/** Every file of an exported log, path -> Buffer. */
export function exported(leaves, checkpoint) {
  const files = new Map([['checkpoint', checkpoint]]);
  const name = (index) => (index < 1000 ? String(index).padStart(3, '0') : `x${String(Math.floor(index / 1000)).padStart(3, '0')}/${String(index % 1000).padStart(3, '0')}`);
  const put = (folder, rows) => {
    for (let at = 0; at < rows.length; at += 256) {
      const part = rows.slice(at, at + 256);
      files.set(`tile/${folder}/${name(at / 256)}${part.length < 256 ? `.p/${part.length}` : ''}`, Buffer.concat(part));
    }
  };
  put('entries', leaves.map((leaf) => Buffer.concat([Buffer.of(leaf.length >> 8, leaf.length & 255), leaf])));
  for (let level = 0; 256 ** level <= leaves.length; level++) {
    const span = 256 ** level;
    put(level, Array.from({ length: Math.floor(leaves.length / span) }, (_, at) => root(leaves.slice(at * span, (at + 1) * span))));
  }
  return files;
}

export const blobs = (files) => new Map([...files].map(([name, bytes]) => [name, new Blob([bytes])]));
