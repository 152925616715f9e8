// A disclosure pack: the zip as it was sent, without unpacking it. Stops at the first thing that is wrong.
import { answer, tell } from './answer.mjs';
import { Invalid, demand, hex, same, sha256, utf8, within } from './bytes.mjs';
import { parseProof } from './entries.mjs';
import { askOutsiders, judgeCheckpoint } from './judging.mjs';
import { parseLeaf } from './leaf.mjs';
import { above, comparePaths, data, packName } from './names.mjs';
import { anchorsOf, checkPackTimes } from './outside.mjs';
import { PackEntries } from './pack-entries.mjs';
import { parseEarlier, parseManifest, parseStreams, splitExtra } from './pack-files.mjs';
import { parsePolicy } from './policy.mjs';
import { byStream, checkSealPlace, parseStatement } from './seal.mjs';
import { checkConsistency, checkInclusion, emptyRoot, leafHash } from './tree.mjs';
import { Archive, wrongFile } from './zip.mjs';

const [bagit, bagInfo, manifestPath, tagPath, exportPath] = above;
const [policyPath, checkpointPath, proofsPath] = ['data/policy/trust.policy', 'data/checkpoint', 'data/streams/proof'];
const bagitText = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** Without a policy the pack's own is taken, which is the sender's word. `kept` are checkpoints that somebody else kept. */
export const checkPack = (blob, policy, { kept = [], progress = () => {} } = {}) =>
  answer((told) => within('pack', undefined, async () => new Pack(await Archive.open(blob), policy, told).check(kept, progress)));

class Pack {
  #pack;
  #policy;
  #told;
  #heads = [];

  constructor(pack, policy, told) { [this.#pack, this.#policy, this.#told] = [pack, policy, told]; }

  async check(kept, progress) {
    const [pack, told] = [this.#pack, this.#told];
    const manifest = await this.#bag();
    const own = await within(policyPath, undefined, async () => parsePolicy(await pack.read(policyPath)));
    if (this.#policy === undefined) {
      told.ownKeys = true;
      told.facts.push('Judged by the pack\'s own policy, which is the sender\'s word: compare its keys with what the owner of the record tells you.');
    }
    this.#policy ??= own;
    const note = await pack.read(checkpointPath);
    const head = await this.#judge(checkpointPath, note);
    const exported = await within(exportPath, undefined, () => this.#export(manifest, head));
    const entries = new PackEntries(pack, note, head);
    await entries.check(progress);
    const complete = pack.has(proofsPath) || pack.has('data/streams/seal.jsonl-item')
      ? await within(proofsPath, undefined, () => this.#streams(entries.all)) : [];
    for (const path of pack.names) await within(path, undefined, () => this.#other(path, head, entries));
    for (const path of pack.names) await within(path, undefined, () => this.#stamp(packName(path)));
    const wrong = await this.#kept(kept, exported.head);
    const anchors = (await Promise.all(this.#heads.map((one) => anchorsOf(one)))).flat();
    checkPackTimes(entries.all, anchors);
    await entries.officers(told);
    askOutsiders(told, this.#policy, exported.head, { others: this.#heads });
    const last = [...entries.all.values()].at(-1).ts;
    demand(exported.leaf.ts >= last, 'The entry of the export claims a time before that of what was exported.', exported.index, exportPath);
    if (wrong.length > 0) throw wrong.sort((a, b) => (a.index === undefined) - (b.index === undefined))[0];
    return this.#say(entries, complete, head, exported);
  }

  /** Every file is listed with its hash, and nothing else is there. Gives the bytes of the list that the log commits to. */
  async #bag() {
    const pack = this.#pack;
    demand(same(await pack.read(bagit), utf8(bagitText)), 'It is not that of a pack.', undefined, bagit);
    const manifest = await pack.read(manifestPath);
    await this.#listed(manifestPath, manifest, (path) => path.startsWith(data));
    await this.#listed(tagPath, await pack.read(tagPath), (path) => !path.startsWith(data) && path !== tagPath);
    return manifest;
  }

  async #listed(list, bytes, belongs) {
    const listed = await within(list, undefined, () => parseManifest(bytes, list));
    const extra = this.#pack.names.find((path) => belongs(path) && !listed.has(path));
    demand(extra === undefined, `${list} does not list it.`, undefined, extra);
    for (const [path, hash] of listed) {
      demand(belongs(path) && this.#pack.has(path), `${list} lists it, and it is missing.`, undefined, path);
      if (await this.#pack.hash(path) !== hash) throw wrongFile(path, `It is not what ${list} lists: it was changed.`);
    }
  }

  #judge = async (path, bytes) => within(path, undefined, async () => {
    const head = tell(this.#told, await judgeCheckpoint(bytes, this.#policy, path));
    this.#heads.push(head);
    return head;
  });

  /** The log commits to the list of files, later than to everything in the pack. */
  async #export(manifest, head) {
    const { index, hashes, extra, checkpoint } = parseProof(await this.#pack.read(exportPath));
    const entry = splitExtra(extra);
    const leaf = parseLeaf(entry.leaf);
    demand(leaf.t === 'disclosure.exported', `The entry of the export is of type ${leaf.t}.`);
    const newest = await this.#judge(exportPath, checkpoint);
    await checkInclusion(index, newest.size, await leafHash(entry.leaf), hashes, newest.root);
    demand(newest.origin === head.origin, 'The entry of the export is of another log than the pack.');
    await checkConsistency(head.size, newest.size, head.root, newest.root, entry.hashes);
    demand(index >= head.size, 'The log was told of the pack before its own checkpoint.');
    demand(leaf.obj.id === hex(await sha256(manifest)), 'The log commits to another list of files.');
    const payload = this.#pack.names.filter((path) => path.startsWith(data));
    const bytes = payload.reduce((sum, path) => sum + this.#pack.lengthOf(path), 0);
    const said = `Bag-Software-Agent: ${leaf.app}\nBagging-Date: ${leaf.ts.slice(0, 10)}\n`
      + `External-Identifier: ${head.origin}/entry/${index}\nPayload-Oxum: ${bytes}.${payload.length}\n`;
    demand(same(await this.#pack.read(bagInfo), utf8(said)), 'It does not say what the pack is.', undefined, bagInfo);
    return { leaf, index, head: newest };
  }

  /** Of some streams all entries up to the seal are shown, or the seal has no such stream. */
  async #streams(entries) {
    const { seal, present, absent } = parseStreams(await this.#pack.read('data/streams/seal.jsonl-item'), await this.#pack.read(proofsPath));
    const leaf = entries.get(seal);
    demand(leaf?.t === 'streams.seal', `Entry ${seal}, which is to be the seal, is not in the pack, or seals nothing.`);
    const statement = parseStatement(leaf.obj, seal);
    const of = (stream) => [...entries].filter(([, { seq }]) => seq.s === stream);
    for (const place of present) {
      await checkSealPlace(statement, place);
      const { s, n, last } = place.item;
      const shown = of(s);
      for (const [at, [index, { seq }]] of shown.entries()) {
        demand(seq.n === at && seq.p === (at === 0 ? -1 : Number(shown[at - 1][0])), `Number ${at} of stream ${s} is missing.`);
        demand(at !== n || index === BigInt(last), `The seal has number ${n} of stream ${s} at entry ${last}; the pack shows it at ${index}.`);
      }
      demand(shown.length > n, `The seal has ${n + 1} entries of stream ${s}, and the pack shows ${shown.length}.`);
    }
    for (const { stream, before, after } of absent) {
      for (const place of [before, after]) if (place !== undefined) await checkSealPlace(statement, place);
      demand((before === undefined || byStream(before.item, { s: stream }) < 0) && (after === undefined || byStream({ s: stream }, after.item) < 0),
        `Stream ${stream} does not belong between its neighbours.`);
      demand((before === undefined ? 0n : before.index + 1n) === (after?.index ?? statement.count), `Beside stream ${stream} something is kept back.`);
      demand(statement.count > 0n || statement.root === hex(await emptyRoot()), 'A seal without streams has the root of the empty tree.');
      demand(of(stream).every(([index]) => index >= statement.size), `The seal has no stream ${stream}, and the pack shows an entry of it.`);
    }
    return [...present.map(({ item }) => item.s), ...absent.map(({ stream }) => stream)];
  }

  async #other(path, head, entries) {
    const { kind, said } = packName(path);
    if (kind === 'evidence') {
      demand(await this.#pack.hash(path) === said, 'The evidence is not what its name says.');
      demand(entries.names(said), 'No entry of the pack speaks of this evidence.');
    }
    if (kind !== 'consistency') return;
    const { old, checkpoint, hashes } = parseEarlier(await this.#pack.read(path));
    const earlier = await this.#judge(path, checkpoint);
    demand(earlier.origin === head.origin && earlier.size === old && path === `data/consistency/${old}-${head.size}.txt`,
      'It is of other checkpoints than its name says.');
    await checkConsistency(old, head.size, earlier.root, head.root, hashes);
  }

  #stamp({ kind, said }) {
    demand(kind !== 'stamp' || this.#heads.some(({ size }) => size === BigInt(said)), `The checkpoint of size ${said}, which is stamped, is not here.`);
  }

  /** Compares what somebody kept with what the pack leads to. Gives what is wrong with it. */
  async #kept(kept, newest) {
    const wrong = [];
    for (const [at, bytes] of kept.entries()) {
      const what = `Kept checkpoint ${at + 1}`;
      try {
        const head = tell(this.#told, await judgeCheckpoint(bytes, this.#policy, what));
        demand(head.origin === newest.origin, `${what} is of another log, ${head.origin}.`);
        const known = this.#heads.find(({ size }) => size === head.size);
        demand(known === undefined || same(known.root, head.root),
          `${what} states another root for size ${head.size} than the pack: the record was written anew, or shown to two parties in two forms.`, 0n);
        if (known === undefined) this.#told.missing.push(`${what}, of ${head.size} entries, cannot be compared: the pack has no proof that leads to it.`);
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        wrong.push(error);
      }
    }
    return wrong;
  }

  #say(entries, complete, head, { index, leaf }) {
    const [{ facts, missing }, names] = [this.#told, this.#pack.names.map((path) => packName(path))];
    for (const [kind, what] of [['stamp', 'time stamps of an authority'], ['receipt', 'receipts of a ledger']]) {
      const count = names.filter((name) => name.kind === kind).length;
      if (count > 0) facts.push(`Not checked by this page: ${what} (${count}). The program "verify" checks them.`);
      if (count > 0 && kind === 'stamp' && this.#policy.authorities > 0) {
        missing.push('The trust policy asks for time stamps of an authority, which this page cannot check.');
      }
    }
    facts.push('The log commits to this very list of files, by an entry of its own.', `Exported at ${leaf.ts}, entry ${index}.`,
      `Values shown: ${entries.shown}; withheld: ${entries.withheld}; erased: ${entries.erased}.`);
    for (const stream of complete) facts.push(`Nothing of stream ${stream} up to the seal is left out.`);
    if (complete.length === 0) facts.push('The pack does not claim to be complete: entries were chosen.');
    return `The pack is whole and unchanged: ${entries.all.size} entries of ${head.origin}, each as it stands among the first ${head.size} of the log.`;
  }
}
