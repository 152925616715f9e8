// Canonical JSON (RFC 8785) and the entries of the log, which are written in it.
import { Invalid, demand, same, text, toBase64url, utf8 } from './bytes.mjs';

/** The one spelling of a JSON value. RFC 8785 took the spelling of strings and numbers from ECMAScript, so the browser's own is right. */
export function canonical(value, depth = 64) {
  if (typeof value === 'number') demand(Number.isFinite(value), 'The JSON has a number that cannot be held.');
  if (typeof value === 'string') demand(!/\p{Surrogate}/u.test(value), 'The JSON has half of a surrogate pair.');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  demand(depth > 0, 'The JSON is nested too deeply.');
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth - 1)).join(',')}]`;
  return `{${Object.keys(value).sort().map((key) => `${canonical(key)}:${canonical(value[key], depth - 1)}`).join(',')}}`;
}

/** The value of bytes that are canonical JSON; a key given twice does not survive the way there and back, and so is refused as well. */
export function parseCanonical(bytes, what, depth) {
  let value;
  try {
    value = JSON.parse(text(bytes, what));
  } catch (error) {
    throw error instanceof Invalid ? error : new Invalid(`${what} is not JSON.`);
  }
  demand(same(utf8(canonical(value, depth)), bytes), `${what} is not in the canonical spelling (RFC 8785).`);
  return value;
}

const isText = (value) => typeof value === 'string' && value !== '';
const isCommitment = (value) => isText(value) && /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(value);
const isTime = (value) => isText(value) && /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
  && Number.isFinite(Date.parse(value)) && new Date(value).toISOString() === value;
const hasKeys = (value, keys) => value !== null && typeof value === 'object' && !Array.isArray(value)
  && same(Object.keys(value).sort(), [...keys].sort());

/** An entry from its bytes, in the one format that is known. The index is where it is said to stand; undefined if nobody says. */
export function parseLeaf(bytes, index) {
  const ask = (holds, why) => demand(holds, index === undefined ? `The entry ${why}.` : `Entry ${index} ${why}.`, index);
  ask(bytes.length <= 8192, `has ${bytes.length} bytes; 8,192 are allowed`);
  let leaf;
  try {
    leaf = parseCanonical(bytes, index === undefined ? 'The entry' : `Entry ${index}`, 6);
  } catch (error) {
    throw new Invalid(error.message, index);
  }
  const fields = ['v', 't', 'id', 'ts', 'act', 'obj', 'out', 'd', 'seq', 'pol', 'app'];
  ask(hasKeys(leaf, leaf?.wa === undefined ? fields : [...fields, 'wa']), 'has not exactly the fields of format 1');
  ask(leaf.v === 1, `is of format ${JSON.stringify(leaf.v)}; only 1 is known`);
  ask(isText(leaf.t) && /^[a-z0-9]+([.-][a-z0-9]+)*$/.test(leaf.t) && leaf.t.length <= 64,
    'has a "t" that is not lower-case words with dots or hyphens between them');
  for (const name of ['out', 'pol', 'app']) ask(isText(leaf[name]), `has no text in "${name}"`);
  ask(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(leaf.id), 'has an "id" that is no UUIDv7');
  ask(isTime(leaf.ts), 'has a "ts" that is no UTC time with milliseconds');
  ask(hasKeys(leaf.act, ['r', 'role', 'amr']) && Object.values(leaf.act).every(isText), 'has an "act" that is not {r, role, amr}');
  ask(hasKeys(leaf.obj, ['k', 'id']) && Object.values(leaf.obj).every(isText), 'has an "obj" that is not {k, id}');
  ask(leaf.d !== null && hasKeys(leaf.d, Object.keys(leaf.d))
    && Object.entries(leaf.d).every(([name, value]) => name !== '' && isCommitment(value)), 'has a "d" that is no map of commitments');
  ask(leaf.wa === undefined || isCommitment(leaf.wa), 'has a "wa" that is no commitment');
  const { s, n, p } = hasKeys(leaf.seq, ['s', 'n', 'p']) ? leaf.seq : {};
  ask(isText(s) && /^(acct|case|user|sys):./u.test(s) && Number.isSafeInteger(n) && n >= 0 && Number.isSafeInteger(p),
    'has a "seq" that is not {s, n, p}');
  ask(n === 0 ? p === -1 : p >= n - 1, 'has a "seq" whose counter and previous entry do not fit');
  ask(index === undefined || BigInt(p) < index, 'says that an entry after it came before it');
  return leaf;
}

/** What the log holds of a value: HMAC-SHA-256 under the value's own salt, in base64url. Only who has the salt can confirm it. */
export async function commitment(name, salt, value) {
  const key = await crypto.subtle.importKey('raw', salt, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(canonical([name, value]))));
  return toBase64url(mac);
}
