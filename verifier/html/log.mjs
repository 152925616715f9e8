// A whole exported log: checkpoint, tiles and bundles as C2SP tlog-tiles lays them out. Everything is computed again from the entries.
import { answer, tell } from './answer.mjs';
import { demand, same } from './bytes.mjs';
import { Export } from './export.mjs';
import { askOutsiders, judgeCheckpoint } from './judging.mjs';
import { parseLeaf } from './leaf.mjs';
import { anchorsOf, checkLogTimes } from './outside.mjs';
import { Streams } from './streams.mjs';
import { Range, leafHash, nodeHash } from './tree.mjs';

/** Files are a Map of path -> Blob. `kept` are checkpoints that somebody else kept: the log must still contain what they say. */
export const checkLog = (files, policy, { kept = [], progress = () => {} } = {}) => answer(async (told) => {
  const log = new Export(files);
  const head = tell(told, await judgeCheckpoint(await log.read('checkpoint'), policy));
  demand(head.size <= BigInt(Number.MAX_SAFE_INTEGER), 'The log is larger than this page can count.');
  const claims = await log.checkpoints(policy);
  for (const [at, bytes] of kept.entries()) claims.push(tell(told, await judgeCheckpoint(bytes, policy, `Kept checkpoint ${at + 1}`)));
  for (const { what, origin, size } of claims) {
    demand(origin === head.origin, `${what} is of another log, ${origin}.`);
    demand(size <= head.size,
      `${what} knows ${size} entries; this export has ${head.size}. The log was cut, or this is an old copy.`, head.size);
  }
  askOutsiders(told, policy, head, { others: claims });

  const streams = new Streams(await log.sealLists());
  const computed = await recompute(log, Number(head.size), claims, streams, progress);
  demand(same(computed, head.root), 'The entries do not add up to the root that the checkpoint states: they do not belong together.');
  const anchors = await Promise.all([head, ...claims].map((claim) => claim.anchors ?? anchorsOf(claim, () => false)));
  checkLogTimes(streams.times, streams.recorded, anchors.flat(), told);
  log.rest(told, policy);
  for (const day of streams.unsealedLists) told.missing.push(`No entry speaks of the list streams/${day}.jsonl.`);
  told.facts.push(`All ${head.size} entries were hashed again and add up to the root of the checkpoint.`,
    `The ${streams.count} streams are counted without a gap.`);
  if (streams.officers.unseen > 0) {
    told.facts.push(`Entries signed by officers who had a passkey then: ${streams.officers.unseen}. What they signed is in packs, not in an export.`);
  }
  return `The exported log is whole and unchanged: ${head.size} entries.`;
});

/** The root of all entries; on the way every bundle, tile, entry and claim about a smaller size is held to them. */
async function recompute(log, size, claims, streams, progress) {
  const range = new Range();
  let row = [];
  for (let first = 0; first < size; first += 256) {
    const width = Math.min(256, size - first);
    const leaves = [];
    await log.readTile('entries', first / 256, width, first, (bundle) => {
      leaves.push(...splitBundle(bundle, width, first));
      return (count) => leaves.slice(0, count).reduce((sum, leaf) => sum + 2 + leaf.length, 0);
    });
    const hashes = await Promise.all(leaves.map(leafHash));
    await compareTile(log, 0, first / 256, hashes);
    for (const [at, leaf] of leaves.entries()) await streams.add(parseLeaf(leaf, BigInt(first + at)), first + at);
    await compareClaims(claims, range, hashes);
    if (width === 256) row.push(await fullRoot(hashes));
    if (width === 256) await range.add(row.at(-1), 8n);
    else for (const hash of hashes) await range.add(hash);
    progress(first + width, size);
  }
  for (let level = 1; row.length > 0; level++) {
    const next = [];
    for (let tile = 0; tile * 256 < row.length; tile++) {
      const hashes = row.slice(tile * 256, tile * 256 + 256);
      await compareTile(log, level, tile, hashes);
      if (hashes.length === 256) next.push(await fullRoot(hashes));
    }
    row = next;
  }
  await compareClaims(claims, range, []);
  return range.root();
}

/** u16 length and entry, as many times as the bundle is wide, and nothing behind. */
export function splitBundle(bytes, width, first) {
  const leaves = [];
  let at = 0;
  for (; leaves.length < width; at += 2 + leaves.at(-1).length) {
    const index = BigInt(first + leaves.length);
    demand(at + 2 <= bytes.length, `The bundle ends before entry ${index}.`, index);
    const end = at + 2 + bytes[at] * 256 + bytes[at + 1];
    demand(end <= bytes.length, `The bundle ends within entry ${index}.`, index);
    leaves.push(bytes.subarray(at + 2, end));
  }
  demand(at === bytes.length, `The bundle goes on after entry ${first + width - 1}, its last.`, BigInt(first + width));
  return leaves;
}

async function compareTile(log, level, tile, hashes) {
  const span = 256 ** level;
  const first = tile * 256 * span;
  const stated = await log.readTile(level, tile, hashes.length, first, () => (count) => count * 32);
  const wrong = hashes.findIndex((hash, at) => !same(hash, stated.subarray(at * 32, at * 32 + 32)));
  const index = BigInt(first + Math.max(wrong, 0) * span);
  demand(wrong === -1, level === 0 ? `Entry ${index} does not have the hash that its tile states.`
    : `A tile of level ${level} states another hash for the entries from ${index} than they have.`, index);
  demand(stated.length === hashes.length * 32,
    `A tile of level ${level} has ${stated.length} bytes, not ${hashes.length * 32}.`, BigInt(first + hashes.length * span));
}

/** Roots of the sizes up to the end of the hashes that come next. */
async function compareClaims(claims, range, hashes) {
  for (const claim of claims) {
    const more = claim.size - range.size;
    if (claim.compared || more < 0n || more > BigInt(hashes.length)) continue;
    const then = range.copy();
    for (const hash of hashes.slice(0, Number(more))) await then.add(hash);
    demand(same(await then.root(), claim.root),
      `${claim.what} states another root for size ${claim.size} than these entries have: one of the first ${claim.size} was changed.`);
    claim.compared = true;
  }
}

async function fullRoot(hashes) {
  let row = hashes;
  while (row.length > 1) row = await Promise.all(row.filter((_, at) => at % 2 === 0).map((left, at) => nodeHash(left, row[2 * at + 1])));
  return row[0];
}
