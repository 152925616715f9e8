// What the entries of a whole log must keep among themselves: counters of streams, times, and the seals over the streams.
import { demand, hex, join, same, utf8 } from './bytes.mjs';
import { canonical } from './leaf.mjs';
import { Officers } from './officers.mjs';
import { byStream, parseStatement } from './seal.mjs';
import { leafHash, rootOf } from './tree.mjs';

export class Streams {
  #last = new Map();
  #history = [];
  #time = '';
  #lists;
  #closed = false;
  officers = new Officers(true);
  times = [];
  recorded = [];

  /** Lists are those that lie in the export, day -> bytes; each has to be the one that the seal of its day speaks of. */
  constructor(lists) { this.#lists = lists; }

  get count() { return this.#last.size; }

  get unsealedLists() { return [...this.#lists.keys()]; }

  async add(leaf, at) {
    const { seq: { s, n, p }, ts, t, obj } = leaf;
    const { n: previous, last } = this.#last.get(s) ?? { n: -1, last: -1 };
    demand(n === previous + 1 && p === last,
      `Entry ${at} is number ${n} after entry ${p} in stream ${s}; number ${previous + 1} after entry ${last} was due.`, BigInt(at));
    demand(!this.#closed, `Entry ${at} stands after the entry that closed the log.`, BigInt(at));
    demand(ts >= this.#time, `Entry ${at} is dated before the entry in front of it.`, BigInt(at));
    if (t === 'streams.seal') await this.#checkSeal(obj, BigInt(at));
    await this.officers.take(leaf, BigInt(at));
    this.#last.set(s, { n, last: at });
    this.times.push(Date.parse(ts));
    if (t === 'anchor.recorded') this.recorded.push({ index: BigInt(at), hash: obj.id, claimed: this.times.at(-1) });
    this.#closed = t === 'log.closed';
    this.#history.push(s);
    this.#time = ts;
  }

  /** The list as the entries before the sealed size make it. */
  async #checkSeal(obj, index) {
    const { day, size, count, root } = parseStatement(obj, index);
    const streams = new Map();
    for (const [last, s] of this.#history.slice(0, Number(size)).entries()) streams.set(s, { last, n: (streams.get(s)?.n ?? -1) + 1, s });
    const items = [...streams.values()].sort(byStream).map((item) => utf8(canonical(item)));
    const computed = hex(await rootOf(await Promise.all(items.map(leafHash))));
    demand(BigInt(items.length) === count && computed === root,
      `The seal of ${day} does not list the streams as the log has them.`, index);
    const list = this.#lists.get(day);
    demand(list === undefined || same(list, join(...items.map((item) => join(item, [10])))),
      `streams/${day}.jsonl is not the list that the seal speaks of.`, index);
    this.#lists.delete(day);
  }
}
