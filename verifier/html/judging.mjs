// What a checkpoint is worth under a trust policy.
import { Invalid } from './bytes.mjs';
import { openNote, parseCheckpoint } from './notes.mjs';

const noEd25519 = (name) =>
  `The signature of ${name} was NOT checked: this browser has no Ed25519. Use a newer browser, or the program "verify".`;

/** Origin, size, root; `signers` are the keys whose signatures hold; facts and missing are sentences. Whether the signers are
 * enough is another question. */
export async function judgeCheckpoint(bytes, policy, what = 'The checkpoint') {
  const keys = policy === undefined ? [] : [...policy.logs, ...policy.witnesses];
  const note = await openNote(bytes, keys, { what });
  const head = { ...(await parseCheckpoint(note.text, what)), what, signed: false, signers: new Set(), cosigned: [], facts: [], missing: [] };
  if (policy === undefined) {
    head.missing.push('No trust policy was given, so no signature was checked: anybody may have written this.');
    return head;
  }
  const ofLog = (key) => policy.logs.includes(key) && key.name === head.origin && policy.inForce(key, head.size);
  for (const { key } of note.signers) head.signers.add(key);
  const log = [...head.signers].find(ofLog);
  if (log === undefined && !note.unchecked.some(ofLog)) {
    throw new Invalid(`${what} is not signed by a key that the trust policy lists for ${head.origin} at size ${head.size}.`);
  }
  head.signed = log !== undefined;
  if (head.signed) head.facts.push(`${what} of ${head.origin}, size ${head.size}, is signed by the log's key ${log.id}.`);
  head.cosigned = note.signers.filter((signer) => policy.witnesses.includes(signer.key));
  for (const { key, time } of head.cosigned) {
    head.facts.push(`${what} is cosigned by ${key.name}, on ${ukTime(Number(time) * 1000)}.`);
  }
  for (const key of new Set(note.unchecked)) head.missing.push(noEd25519(key.name));
  for (const name of note.strangers.filter((stranger) => policy.witnesses.some((key) => key.name === stranger))) {
    head.missing.push(`${name} signed with another key than the policy knows, which cannot be judged.`);
  }
  return head;
}

/** What is missing or open about who, beside the log itself, saw what the newest checkpoint states; `others` are of the same log. */
export function askOutsiders(told, policy, newest, { others = [], needed = true } = {}) {
  if (policy === undefined) return;
  const sizes = new Map();
  for (const { size, signers } of [newest, ...others]) sizes.set(size, new Set([...(sizes.get(size) ?? []), ...signers]));
  const reached = [...sizes].filter(([, signers]) => policy.quorum(signers)).reduce((most, [size]) => (size > most ? size : most), 0n);
  if (!policy.quorum(sizes.get(newest.size))) {
    told[needed ? 'missing' : 'facts'].push(reached === 0n ? 'The cosignatures that the trust policy asks for are not there.'
      : `Enough witnesses signed the first ${reached} entries; those from ${reached} on rest on the log's own key.`);
  }
  if (policy.asksNobody) {
    told.facts.push('The trust policy asks for no outside witness: who holds the log\'s key could have written another history.');
  }
  if (policy.ledgers > 0) told.missing.push('The trust policy names a ledger, whose receipts this page cannot check.');
}

const ukClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

export const ukTime = (ms) => (Math.abs(ms) > 8.64e15 ? `second ${ms / 1000} after 1970` : `${ukClock.format(ms)} UTC`);
