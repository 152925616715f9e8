// The files of an exported log by their names. Every one has its place and is read, or the page says that it was not.
import { decimal, demand, join, same, text } from './bytes.mjs';
import { judgeCheckpoint } from './judging.mjs';
import { anchorsOf } from './outside.mjs';
import { tilePath } from './tree.mjs';

const notForThisPage = [
  [/^seg\/\d{12}\.paj$/, 'frames of the journal'], [/^tsr\/\d{12}\.[^/]+\.tsr$/, 'time stamps of an authority'],
  [/^acl\/\d{12}\.json$/, 'receipts of a ledger'], [/^ca\/[^/]+\.pem$/, 'certificates of authorities'], [/^attest\/\d{8}\.json$/, 'reports about the storage'],
];

export class Export {
  #files;
  #unread;

  /** Files are a Map of path -> Blob. */
  constructor(files) {
    this.#files = files;
    this.#unread = new Set(files.keys());
  }

  async read(path, index) {
    demand(this.#files.has(path), `The file ${path} is missing from the exported log.`, index);
    this.#unread.delete(path);
    return new Uint8Array(await this.#files.get(path).arrayBuffer());
  }

  /** A tile or bundle; copies of it from when the log was smaller may lie beside it, and must be its beginning. `ends` gives the
   * length of so many items. */
  async readTile(level, tile, width, first, ends) {
    const whole = await this.read(tilePath(level, tile, width), BigInt(first));
    const lengths = ends(whole);
    for (let narrow = 1; narrow < width; narrow++) {
      const path = tilePath(level, tile, narrow);
      if (!this.#files.has(path)) continue;
      demand(same(await this.read(path), whole.subarray(0, lengths(narrow))),
        `${path} is not the beginning of the same tile when it had grown.`, BigInt(first));
    }
    return whole;
  }

  /** The checkpoints for earlier sizes that lie in the export, each with the cosignatures beside it. */
  async checkpoints(policy) {
    const heads = [];
    for (const path of this.#named(/^ckpt\/\d{12}$/)) {
      const note = [await this.read(path)];
      for (const line of this.#named(new RegExp(`^cosig/${path.slice(5)}/`))) {
        note.push(await this.read(line));
        const [, name] = /^— ([^ ]+) [^ ]+\n$/u.exec(text(note.at(-1), line)) ?? [];
        demand(name?.replaceAll(/[^A-Za-z0-9.-]/g, '_') === line.split('/').at(-1), `${line} is not a signature of the witness whose name it has.`);
      }
      const head = await judgeCheckpoint(join(...note), policy, path);
      const own = new Set(note.slice(1).map((line) => text(line, path)));
      head.anchors = await anchorsOf(head, (line) => own.has(line));
      demand(head.size === decimal(path.slice(5).replace(/^0+(?=.)/, ''), 'The name'),
        `${path} is a checkpoint of size ${head.size}, which its name denies.`);
      heads.push(head);
    }
    return heads;
  }

  /** Lists of streams that seals speak of: day -> bytes. */
  async sealLists() {
    const lists = new Map();
    for (const path of this.#named(/^streams\/\d{8}\.jsonl$/)) lists.set(path.slice(8, 16), await this.read(path));
    return lists;
  }

  /** At the end: what has no place in an export is refused, what this page does not know how to check is named. */
  rest(told, policy) {
    for (const [pattern, what] of notForThisPage) {
      const count = this.#named(pattern).map((path) => this.#unread.delete(path)).length;
      if (count > 0) told.facts.push(`Not checked by this page: ${what} (${count}). The program "verify" checks them.`);
    }
    if (policy?.authorities > 0) told.missing.push('The trust policy asks for time stamps of an authority, which this page cannot check.');
    const [stray] = this.#unread;
    demand(stray === undefined, `${stray} has no place in an exported log of this size.`);
  }

  #named = (pattern) => [...this.#unread].filter((path) => pattern.test(path)).sort();
}
