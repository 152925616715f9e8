// Two checkpoints of one log: does the later contain the earlier, or did the log say two things that cannot both be true?
import { answer, tell } from './answer.mjs';
import { Invalid, base64, decimal, demand, same, text, utf8 } from './bytes.mjs';
import { askOutsiders, judgeCheckpoint } from './judging.mjs';
import { checkConsistency } from './tree.mjs';

/** Hashes a line each, perhaps below "old SIZE", perhaps above an empty line and the later checkpoint, as in C2SP tlog-witness. */
export function parseConsistency(bytes) {
  const whole = text(bytes, 'The consistency proof');
  const split = whole.startsWith('\n') ? 0 : whole.indexOf('\n\n') + 1;
  const hasNote = whole.startsWith('old ') && split > 0;
  const head = hasNote ? whole.slice(0, split) : whole;
  demand(head === '' || head.endsWith('\n'), 'The consistency proof does not end with a line end.');
  const lines = head === '' ? [] : head.slice(0, -1).split('\n');
  const old = lines[0]?.startsWith('old ') ? decimal(lines.shift().slice(4), 'The old size of the proof') : undefined;
  demand(lines.length <= 63, 'The consistency proof has more than 63 hashes.');
  const hashes = lines.map((line, at) => base64(line, `Hash ${at + 1} of the consistency proof`, 32));
  return { old, hashes, checkpoint: hasNote ? utf8(whole.slice(split + 1)) : undefined };
}

export const checkCheckpoints = (a, b, policy, proof) => answer(async (told) => {
  const heads = [];
  for (const [bytes, what] of [[a, 'The first checkpoint'], [b, 'The second checkpoint']]) {
    const wrapped = text(bytes, what).startsWith('old ') ? parseConsistency(bytes) : { checkpoint: bytes };
    demand(wrapped.checkpoint !== undefined, `${what} is a proof without a checkpoint below it.`);
    heads.push({ ...tell(told, await judgeCheckpoint(wrapped.checkpoint, policy, what)), wrapped });
    askOutsiders(told, policy, heads.at(-1), { needed: false });
  }
  demand(heads[0].origin === heads[1].origin, `The checkpoints are of two logs, ${heads[0].origin} and ${heads[1].origin}.`);
  const [old, later] = heads[0].size <= heads[1].size ? heads : heads.toReversed();
  if (old.size === later.size) {
    if (!same(old.root, later.root)) throw fork(old, heads.every((head) => head.signed));
    return `Both checkpoints say the same: ${old.size} entries, one root.`;
  }
  const given = proof === undefined ? later.wrapped : parseConsistency(proof);
  if (old.size === 0n) {
    told.missing.push('The earlier checkpoint is of the empty log, from which nothing can be proved.');
    return `Both checkpoints are well formed: 0 and ${later.size} entries.`;
  }
  if (given.hashes === undefined) {
    told.missing.push('No consistency proof was given, so it is open whether the later log contains the earlier one.');
    return `Both checkpoints are well formed: ${old.size} and ${later.size} entries.`;
  }
  demand(given.old === undefined || given.old === old.size, `The consistency proof is from size ${given.old}, not ${old.size}.`);
  await checkConsistency(old.size, later.size, old.root, later.root, given.hashes);
  return `The log of ${later.size} entries begins with all ${old.size} entries of the earlier one, unchanged.`;
});

function fork({ origin, size }, signed) {
  const why = `Two checkpoints of ${origin} for the same size, ${size}, have different roots. `;
  return Object.assign(new Invalid(why + (signed
    ? 'The log signed both: this is PROOF OF MISCONDUCT. Keep both files.'
    : 'Not both can be true. With a trust policy this page can tell whether the log signed them.')), { misconduct: signed });
}
