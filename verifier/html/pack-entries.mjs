// The entries of a pack: each stands in the tree, follows the others of its stream, and has each commitment opened, withheld or erased.
import { demand, same, within } from './bytes.mjs';
import { parseProof } from './entries.mjs';
import { commitment, parseLeaf } from './leaf.mjs';
import { disclosuresPath, entryPath, packName, proofPath } from './names.mjs';
import { Officers } from './officers.mjs';
import { erasedBy, parseDisclosures, parseRedactions } from './pack-files.mjs';
import { checkInclusion, leafHash } from './tree.mjs';

const takesIn = ({ t, out }) => (t === 'evidence.added' || t === 'post.captured') && out === 'ok';

export class PackEntries {
  #pack;
  #note;
  #head;
  #assertions = new Map();
  #hashes = new Set();
  all = new Map();
  shown = 0;
  withheld = 0;
  erased = 0;

  constructor(pack, note, head) { [this.#pack, this.#note, this.#head] = [pack, note, head]; }

  async check(progress) {
    const indices = new Set(this.#pack.names.map((name) => packName(name).index).filter((index) => index !== undefined));
    const [ids, streams] = [new Set(), new Map()];
    let time = '';
    for (const index of [...indices].sort((a, b) => Number(a - b))) {
      const leaf = await within(entryPath(index), index, () => this.#entry(index));
      const ask = (holds, why) => demand(holds, `Entry ${index} ${why}`, index, entryPath(index));
      ask(leaf.ts >= time, 'is dated before an entry in front of it.');
      ask(!ids.has(leaf.id), 'has the id of an entry in front of it.');
      const before = streams.get(leaf.seq.s);
      const step = before === undefined ? 0 : leaf.seq.n - before.n;
      ask(before === undefined || (step === 1 ? BigInt(leaf.seq.p) === before.index : step > 1 && BigInt(leaf.seq.p) > before.index),
        `does not follow entry ${before?.index}, which is of the same stream.`);
      streams.set(leaf.seq.s, { n: leaf.seq.n, index });
      ids.add(leaf.id);
      time = leaf.ts;
      this.all.set(index, leaf);
      progress(this.all.size, indices.size);
    }
    demand(this.all.size > 0, 'There is no entry.', undefined, 'data/entries/');
    await this.#commitments();
  }

  /** Sentences about signatures of officers that could not be judged; facts go to what is told. */
  async officers(told) {
    const officers = new Officers(false);
    for (const [index, leaf] of this.all) {
      const open = await within(entryPath(index), index, () => officers.take(leaf, index, this.#assertions.get(index)));
      if (open !== undefined) told.missing.push(open);
    }
    if (officers.holding > 0) told.facts.push(`Signatures by the passkeys of officers that hold: ${officers.holding}.`);
    if (officers.unseen > 0) told.facts.push(`Entries that officers signed, and whose signature is withheld: ${officers.unseen}.`);
  }

  /** Whether an entry speaks of a file with this hash. */
  names(hash) { return this.#hashes.has(hash); }

  async #entry(index) {
    demand(this.#pack.has(entryPath(index)), `Entry ${index} is missing.`);
    const bytes = await this.#pack.read(entryPath(index));
    const leaf = parseLeaf(bytes, index);
    const proof = parseProof(await this.#pack.read(proofPath(index)));
    demand(proof.index === index && proof.extra === undefined, `The proof of entry ${index} is of another entry, or says more than a proof does.`);
    demand(same(proof.checkpoint, this.#note), `The proof of entry ${index} leads to another checkpoint than the pack's.`);
    await checkInclusion(index, this.#head.size, await leafHash(bytes), proof.hashes, this.#head.root);
    demand(BigInt(leaf.seq.n) <= index, `Entry ${index} cannot be number ${leaf.seq.n} of its stream.`);
    return leaf;
  }

  async #commitments() {
    const withheld = parseRedactions(await this.#pack.read('data/redactions.csv'));
    const stray = withheld.find(({ index }) => !this.all.has(index));
    demand(stray === undefined, `Withheld is a field of entry ${stray?.index}, which is not in the pack.`, undefined, 'data/redactions.csv');
    const erased = new Set();
    for (const [at, leaf] of this.all) {
      for (const { index, field, commitment: code } of erasedBy(leaf)) if (index < at) erased.add(`${index}/${code}/${field}`);
    }
    const listed = new Map();
    for (const { index, field } of withheld) listed.set(index, [...(listed.get(index) ?? []), field]);
    for (const [index, leaf] of this.all) {
      const fields = listed.get(index) ?? [];
      await within(disclosuresPath(index), index, () => this.#opened(index, leaf, fields, erased));
    }
  }

  async #opened(index, leaf, withheld, erased) {
    const names = new Map(Object.entries(leaf.d));
    for (const { name } of erasedBy(leaf)) names.delete(name);
    if (leaf.wa !== undefined) names.set('wa', leaf.wa);
    const shown = await this.#values(index, leaf, names);
    for (const field of withheld) {
      demand(names.has(field), `Entry ${index} does not have the field ${field} that is listed as withheld.`);
      demand(!shown.has(field), `The field ${field} of entry ${index} is shown, and listed as withheld.`);
    }
    for (const [name, code] of names) {
      demand(shown.has(name) || withheld.includes(name) || erased.has(`${index}/${code}/${name}`),
        `The field ${name} of entry ${index} is neither shown, nor listed as withheld, nor erased.`);
    }
    this.shown += shown.size;
    this.withheld += withheld.length;
    this.erased += names.size - shown.size - withheld.length;
  }

  async #values(index, leaf, names) {
    const shown = new Set();
    if (!this.#pack.has(disclosuresPath(index))) return shown;
    for (const { name, salt, value } of parseDisclosures(await this.#pack.read(disclosuresPath(index)))) {
      demand(names.has(name) && await commitment(name, salt, value) === names.get(name),
        `The value of ${name} is not the one that entry ${index} commits to.`);
      shown.add(name);
      if (name === 'wa' && typeof value === 'string') this.#assertions.set(index, value);
      // What somebody wrote for a reason, or later, names no evidence: it could hold any hash.
      if (name === 'sha256' && takesIn(leaf)) this.#hashes.add(value);
    }
    return shown;
  }
}
