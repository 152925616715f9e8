// What parties outside knew of a log and when, by the cosignatures that hold; and whether the times that entries claim fit to that.
import { demand, hex, sha256, utf8 } from './bytes.mjs';
import { entryPath } from './names.mjs';

/** How far the log's clock may be off theirs: a minute. How long an entry may have waited to be shown to a witness: a quarter of an hour. */
const [clockTolerance, showingTolerance] = [60_000, 15 * 60_000];
const greatest = 253_402_300_799n; // the end of the year 9999, in seconds since 1970

/** An anchor for each cosignature of a checkpoint that holds. `hashed` says whether an entry may name it by the hash of its line. */
export async function anchorsOf({ cosigned, size }, hashed = () => true) {
  const anchors = [];
  for (const { key, time, line } of cosigned) {
    const hash = hashed(line) ? hex(await sha256(utf8(cosigned.find((first) => first.key === key).line))) : undefined;
    anchors.push({ who: key.name, size, time: Number(time < greatest ? time : greatest) * 1000, hash });
  }
  return anchors;
}

const byHash = (anchors) => {
  const named = new Map();
  for (const anchor of anchors) if (anchor.hash !== undefined && !named.has(anchor.hash)) named.set(anchor.hash, anchor);
  return named;
};

/** Entries that an outsider knew before they claim to have been written, and entries that name an anchor younger than they claim to be. */
export function checkPackTimes(entries, anchors) {
  const named = byHash(anchors);
  for (const [index, { ts, t, obj }] of entries) {
    const claimed = Date.parse(ts);
    const early = anchors.find(({ size, time }) => size > index && claimed > time + clockTolerance);
    demand(early === undefined, `Entry ${index} claims ${ts}, and ${early?.who} knew it earlier.`, index, entryPath(index));
    const anchor = t === 'anchor.recorded' ? named.get(obj.id) : undefined;
    demand(anchor === undefined || claimed >= anchor.time - clockTolerance,
      `Entry ${index} claims ${ts} and names an anchor of a later time: it was dated back.`, index, entryPath(index));
  }
}

/** The same for a whole log: `times` are those of all entries, `recorded` the entries that name an anchor. Tells what does not suffice. */
export function checkLogTimes(times, recorded, anchors, told) {
  for (const { who, size, time } of anchors.filter((anchor) => anchor.size > 0n).sort((a, b) => Number(a.size - b.size))) {
    const known = times.slice(0, Number(size));
    const late = known.at(-1) > time + clockTolerance ? known.findIndex((claimed) => claimed > time + clockTolerance) : -1;
    demand(late === -1, `${who} knew the first ${size} entries, and one claims a later time than that was.`, BigInt(late));
    const next = times[Number(size)];
    if (next < time - showingTolerance) {
      told.missing.push(`Entry ${size} claims a time long before ${who} signed without it: it was dated back, or kept from the witness.`);
    }
  }
  const named = byHash(anchors);
  for (const { index, hash, claimed } of recorded) {
    demand(!named.has(hash) || claimed >= named.get(hash).time - clockTolerance,
      `Entry ${index} names an anchor of a later time than it claims: it was dated back.`, index);
  }
}
