// SHA-256 (FIPS 180-4) of what does not fit into memory: WebCrypto hashes whole buffers only. Where it fits, WebCrypto does it.
import { hex, join, sha256 } from './bytes.mjs';

const primes = [];
for (let candidate = 2; primes.length < 64; candidate++) if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
/** The first 32 bits behind the binary point. */
const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
const rounds = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const turn = (word, by) => (word >>> by) | (word << (32 - by));

function block(state, bytes, from, words) {
  for (let at = 0; at < 16; at++) {
    const byte = from + 4 * at;
    words[at] = (bytes[byte] << 24) | (bytes[byte + 1] << 16) | (bytes[byte + 2] << 8) | bytes[byte + 3];
  }
  for (let at = 16; at < 64; at++) {
    const early = words[at - 15];
    const late = words[at - 2];
    words[at] = words[at - 16] + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) + words[at - 7] + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 64; at++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[at] + words[at]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state.set([a + state[0], b + state[1], c + state[2], d + state[3], e + state[4], f + state[5], g + state[6], h + state[7]]);
}

/** Hash in hexadecimal of so many bytes, which `pieces` hands piece by piece to what it is given. `most` bytes are hashed at once. */
export async function longHash(pieces, length, most = 64 * 1024 * 1024) {
  if (length <= most) {
    const parts = [];
    await pieces((piece) => { parts.push(piece); });
    return hex(await sha256(parts.length === 1 ? parts[0] : join(...parts)));
  }
  const [state, words] = [Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))), new Int32Array(64)];
  let rest = new Uint8Array(0);
  const take = (piece) => {
    const bytes = rest.length === 0 ? piece : join(rest, piece);
    const whole = bytes.length - (bytes.length % 64);
    for (let at = 0; at < whole; at += 64) block(state, bytes, at, words);
    rest = bytes.slice(whole);
  };
  await pieces(take);
  const padding = new Uint8Array(((rest.length < 56 ? 64 : 128) - rest.length));
  padding[0] = 0x80;
  new DataView(padding.buffer).setBigUint64(padding.length - 8, BigInt(length) * 8n);
  take(padding);
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}
