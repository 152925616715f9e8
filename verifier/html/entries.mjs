// Single entries, each with a .tlog-proof (C2SP tlog-proof), and what a stream seal says of them together.
import { answer, tell } from './answer.mjs';
import { Invalid, base64, decimal, demand, text, utf8 } from './bytes.mjs';
import { parseLeaf } from './leaf.mjs';
import { askOutsiders, judgeCheckpoint, ukTime } from './judging.mjs';
import { checkSealItem, parseStatement, sealFacts } from './seal.mjs';
import { checkInclusion, leafHash } from './tree.mjs';

export function parseProof(bytes) {
  const whole = text(bytes, 'The proof');
  const split = whole.indexOf('\n\n');
  demand(split > 0, 'The proof has no empty line before its checkpoint.');
  const [first, ...lines] = whole.slice(0, split).split('\n');
  demand(first === 'c2sp.org/tlog-proof@v1', 'The proof does not begin with "c2sp.org/tlog-proof@v1".');
  const extra = lines[0]?.startsWith('extra ') ? base64(lines.shift().slice(6), 'The extra line of the proof') : undefined;
  demand(extra?.length !== 0, 'The extra line of the proof is empty.');
  demand(lines[0]?.startsWith('index '), 'The proof has no line "index".');
  const index = decimal(lines.shift().slice(6), 'The index of the proof');
  demand(lines.length <= 63, 'The proof has more than 63 hashes.');
  const hashes = lines.map((line, at) => base64(line, `Hash ${at + 1} of the proof`, 32));
  return { index, hashes, extra, checkpoint: utf8(whole.slice(split + 2)) };
}

async function checkEntry(proofBytes, leafBytes, policy, told) {
  const { index, hashes, checkpoint } = parseProof(proofBytes);
  const head = tell(told, await judgeCheckpoint(checkpoint, policy));
  askOutsiders(told, policy, head);
  try {
    await checkInclusion(index, head.size, await leafHash(leafBytes), hashes, head.root);
  } catch (error) {
    throw error instanceof Invalid ? new Invalid(error.message, index) : error;
  }
  return { leaf: parseLeaf(leafBytes, index), index, origin: head.origin };
}

/** One entry: that exactly these bytes stand at the index of the tree that the checkpoint signs. */
export const checkProof = (proofBytes, leafBytes, policy) => answer(async (told) => {
  const { leaf, index } = await checkEntry(proofBytes, leafBytes, policy, told);
  told.facts.push(inWords(leaf));
  return `Entry ${index} stands in the log exactly as given.`;
});

/** Several entries of one log; with items of a seal ([item, proof] pairs), whether any entry of their streams is left out. */
export const checkEntries = (pairs, policy, seal = []) => answer(async (told) => {
  const entries = new Map();
  for (const [proofBytes, leafBytes] of pairs) {
    const entry = await checkEntry(proofBytes, leafBytes, policy, told);
    demand([...entries.values()].every(({ origin }) => origin === entry.origin), 'The entries are of more than one log.', entry.index);
    entries.set(entry.index, entry);
    told.facts.push(`Entry ${entry.index}: ${inWords(entry.leaf)}`);
  }
  if (seal.length > 0) await checkStreams([...entries.values()], seal, told);
  return entries.size === 1 ? `Entry ${[...entries.keys()][0]} stands in the log exactly as given.`
    : `All ${entries.size} entries stand in the log exactly as given.`;
});

async function checkStreams(entries, seal, told) {
  const seals = entries.filter(({ leaf }) => leaf.t === 'streams.seal');
  demand(seals.length === 1,
    `To check items of a seal, give the one entry "streams.seal" they belong to, with its proof; there are ${seals.length}.`);
  const statement = parseStatement(seals[0].leaf.obj, seals[0].index);
  const items = [];
  for (const [item, proof] of seal) items.push(await checkSealItem(statement, item, proof));
  told.facts.push(...sealFacts(statement, items));
  for (const { s, n, last } of items) {
    const given = entries.filter(({ leaf, index }) => leaf.seq.s === s && index < statement.size)
      .sort((a, b) => a.leaf.seq.n - b.leaf.seq.n);
    for (const [at, { leaf, index }] of given.entries()) {
      const previous = given[at - 1];
      if (previous?.leaf.seq.n === leaf.seq.n - 1) {
        demand(BigInt(leaf.seq.p) === previous.index, `Entry ${index} names another entry before it in ${s}.`, index);
      }
      demand(leaf.seq.n <= n && (leaf.seq.n !== n || index === BigInt(last)) && previous?.leaf.seq.n !== leaf.seq.n,
        `Entry ${index} and the seal disagree on stream ${s}.`, index);
    }
    if (given.length === n + 1) told.facts.push(`Nothing of stream ${s} up to then is left out.`);
    else told.missing.push(`Of the ${n + 1} entries of stream ${s} that the seal counts, ${given.length} were given.`);
  }
}

const inWords = ({ ts, t, act, obj, out, seq }) =>
  `${ukTime(Date.parse(ts))} (the log's own clock): ${t} by ${act.r} (${act.role}, ${act.amr}) on ${obj.k} ${obj.id}: ${out}; `
  + `number ${seq.n} of stream ${seq.s}.`;
