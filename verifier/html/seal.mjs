// Stream seals: how many entries each stream has, signed once a day, so that none can be left out of a disclosure unseen.
import { base64, decimal, demand, text, utf8 } from './bytes.mjs';
import { parseCanonical } from './leaf.mjs';
import { checkInclusion, leafHash } from './tree.mjs';

/** Order by the UTF-8 bytes of the name of the stream. */
export function byStream(a, b) {
  const [left, right] = [utf8(a.s), utf8(b.s)];
  const at = left.findIndex((byte, index) => byte !== right[index]);
  return at === -1 ? left.length - right.length : left[at] - (right[at] ?? -1);
}

/** What a streams.seal entry says in obj.id: yyyymmdd/size of the log/number of streams/root of their list in hex. */
export function parseStatement(obj, index) {
  const [day, size, count, root, ...rest] = obj.id.split('/');
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  demand(/^(?!0000)\d{8}$/.test(day) && Number.isFinite(Date.parse(date)) && new Date(date).toISOString().startsWith(date)
    && /^[0-9a-f]{64}$/.test(root ?? '') && rest.length === 0,
    `Entry ${index} is no seal: day/size/count/root is expected in obj.id.`, index);
  const statement = { day, size: decimal(size, 'The size in the seal'), count: decimal(count, 'The count in the seal'), root };
  demand(statement.size <= index, `The seal, entry ${index}, speaks of entries that came after it.`, index);
  return statement;
}

export function parseItem(bytes) {
  const line = bytes.at(-1) === 10 ? bytes.slice(0, -1) : bytes;
  const item = parseCanonical(line, 'The item of the seal', 1);
  demand(Object.keys(item ?? {}).sort().join() === 'last,n,s' && typeof item.s === 'string' && item.s !== ''
    && Number.isSafeInteger(item.n)
    && Number.isSafeInteger(item.last) && item.n >= 0 && item.last >= item.n, 'The item of the seal is not {last, n, s}.');
  return { ...item, line };
}

/** One item of the sealed list by its proof, "index N" and then hashes from the sibling up. */
export async function checkSealItem(statement, itemBytes, proofBytes) {
  const item = parseItem(itemBytes);
  const whole = text(proofBytes, 'The proof of the seal');
  demand(whole.startsWith('index ') && whole.endsWith('\n'),
    'The proof of the seal does not begin with its index or does not end with a line end.');
  const [first, ...lines] = whole.slice(0, -1).split('\n');
  const index = decimal(first.slice(6), 'The index in the seal');
  const hashes = lines.map((line, at) => base64(line, `Hash ${at + 1} of the proof of the seal`, 32));
  await checkSealPlace(statement, { item, index, hashes });
  return { ...item, index };
}

/** That an item stands at its place in the sealed list. */
export async function checkSealPlace(statement, { item, index, hashes }) {
  const root = Uint8Array.from(statement.root.match(/../g), (pair) => parseInt(pair, 16));
  await checkInclusion(index, statement.count, await leafHash(item.line), hashes, root);
  demand(BigInt(item.last) < statement.size, `The seal puts the last entry of ${item.s} behind the end of the log it speaks of.`);
}

/** What proved items of one seal show together: how long each stream is, and where between neighbours there is no other. */
export function sealFacts(statement, items) {
  const sorted = [...items].sort((a, b) => Number(a.index - b.index));
  const facts = sorted.map(({ s, n, last }) =>
    `By the seal of ${statement.day}, stream ${s} had exactly ${n + 1} entries, the last being entry ${last}.`);
  const order = (a, b) => demand(byStream(a, b) < 0, `The seal lists ${b.s} out of order.`);
  for (const [at, item] of sorted.entries()) {
    const next = sorted[at + 1];
    if (next !== undefined && next.index === item.index) demand(next.s === item.s, 'The seal has two items in one place.');
    else if (next !== undefined) order(item, next);
    if (next?.index === item.index + 1n) facts.push(`No stream lies between ${item.s} and ${next.s}.`);
    if (item.index === 0n) facts.push(`No stream comes before ${item.s}.`);
    if (item.index === statement.count - 1n) facts.push(`No stream comes after ${item.s}.`);
  }
  return facts;
}
