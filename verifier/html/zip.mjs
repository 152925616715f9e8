// A pack's zip, which has one form only: files stored as they are, one directly after the other, in their order, without dates, extra
// fields or comments. What the directory says is written again, and every byte that is no file's own is compared with that.
import { Invalid, demand, same } from './bytes.mjs';
import { longHash } from './long-hash.mjs';
import { comparePaths, packName } from './names.mjs';

const [localSize, centralSize, endSize] = [30, 46, 22];
const [mostFiles, mostBytes, mostDirectory] = [65_534, 2 ** 32 - 2, 24 * 1024 * 1024];
const [mostWhole, small, kept] = [64 * 1024 * 1024, 1024 * 1024, 128 * 1024 * 1024];

const crcOfByte = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** CRC-32 as zips have it; goes on from what came before. */
export function crc32(bytes, before = 0) {
  let sum = ~before;
  for (const byte of bytes) sum = (sum >>> 8) ^ crcOfByte[(sum ^ byte) & 255];
  return ~sum >>> 0;
}

const latin1 = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const u16 = (bytes, at) => bytes[at] + bytes[at + 1] * 256;
const u32 = (bytes, at) => u16(bytes, at) + u16(bytes, at + 2) * 65_536;
/** Numbers of two or four bytes, least significant byte first: [width, value]. */
const little = (...fields) => fields.flatMap(([width, value]) => Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** at) % 256));
const lettersOf = (path) => Array.from(path, (letter) => letter.charCodeAt(0));

// Version 1.0, no flags, stored, 1 January 1980, check sum, twice the length, the name's length, no extra field.
const shared = ({ path, length, crc }) =>
  little([2, 10], [2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, length], [4, length], [2, path.length], [2, 0]);
const local = (file) => [...little([4, 0x04034b50]), ...shared(file), ...lettersOf(file.path)];
const central = (file) => [
  ...little([4, 0x02014b50], [2, 10]), ...shared(file), ...little([2, 0], [2, 0], [2, 0], [4, 0], [4, file.offset]), ...lettersOf(file.path),
];
const ending = (count, length, offset) => little([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length], [4, offset], [2, 0]);

/** That something is wrong with a file: at the entry that the file belongs to, where it belongs to one. */
export const wrongFile = (path, why) => new Invalid(why, packName(path)?.index, path);

export class Archive {
  #blob;
  #whole;
  #files = new Map();

  /** Reads the directory, and holds every file's place, description and (where it is small) check sum to it. */
  static async open(blob) {
    const archive = new Archive();
    archive.#blob = blob;
    demand(blob.size >= endSize && blob.size <= mostBytes, 'It is no pack: a zip of this length is none.', undefined, 'zip');
    if (blob.size <= kept) archive.#whole = new Uint8Array(await blob.arrayBuffer());
    await archive.#readDirectory();
    return archive;
  }

  get names() { return [...this.#files.keys()]; }

  has(path) { return this.#files.has(path); }

  lengthOf(path) { return this.#files.get(path).length; }

  async read(path) {
    const file = this.#files.get(path);
    if (file === undefined) throw new Invalid('The file is missing.', undefined, path);
    demand(file.length <= mostWhole, `The file is ${file.length} bytes long; ${mostWhole} are the most that it may have.`, undefined, path);
    const bytes = await this.#part(file.offset + localSize + path.length, file.length);
    if (file.length > small && crc32(bytes) !== file.crc) throw changed(path);
    return bytes;
  }

  /** SHA-256 in hexadecimal of a file of any length. */
  async hash(path) {
    const file = this.#files.get(path);
    const start = file.offset + localSize + path.length;
    let crc = 0;
    const pieces = async (take) => {
      for (let at = 0; at < file.length; at += mostWhole) {
        const piece = await this.#part(start + at, Math.min(mostWhole, file.length - at));
        if (file.length > small) crc = crc32(piece, crc);
        await take(piece);
      }
    };
    const hash = await longHash(pieces, file.length);
    if (file.length > small && crc !== file.crc) throw changed(path);
    return hash;
  }

  async #readDirectory() {
    const { size } = this.#blob;
    const end = await this.#part(size - endSize, endSize);
    const [count, length, offset] = [u16(end, 10), u32(end, 12), u32(end, 16)];
    demand(count <= mostFiles && offset + length + endSize === size && same(end, ending(count, length, offset)),
      'It does not end as a pack does.', undefined, 'zip');
    demand(length <= mostDirectory, 'Its directory is longer than that of any pack.', undefined, 'zip');
    const directory = await this.#part(offset, length);
    let [next, previous] = [0, ''];
    for (let at = 0; at < length;) {
      const name = length - at < centralSize ? Infinity : u16(directory, at + 28);
      if (length - at - centralSize < name) throw await this.#about('', next, previous, 'Its directory is cut short.');
      const entry = directory.subarray(at, at + centralSize + name);
      const file = { path: latin1(entry.subarray(centralSize)), length: u32(entry, 24), crc: u32(entry, 16), offset: u32(entry, 42) };
      await this.#check(file, entry, next, previous);
      this.#files.set(file.path, file);
      previous = file.path;
      at += centralSize + name;
      next += localSize + name + file.length;
    }
    demand(this.#files.size === count && next === offset, 'Its directory does not stand behind its last file.', undefined, 'zip');
  }

  async #check(file, entry, next, previous) {
    const { path } = file;
    const ask = async (holds, why) => { if (!holds) throw await this.#about(path, next, previous, why); };
    await ask(packName(path) !== undefined, `No file of a pack is named ${path}.`);
    await ask(previous === '' || comparePaths(previous, path) < 0, `${path} is not in its place.`);
    await ask(file.offset === next, `${path} does not begin where the file before it ends.`);
    await ask(same(entry, central(file)), `What the directory says of ${path} is not in a pack's one form.`);
    const head = localSize + path.length;
    const bytes = await this.#part(next, file.length <= small ? head + file.length : head);
    await ask(same(bytes.subarray(0, head), local(file)), `What stands before ${path} is not what the directory says of it.`);
    if (file.length <= small && crc32(bytes.subarray(head)) !== file.crc) throw changed(path);
  }

  /** Directory and file both have a name. Of two that could stand here, the first one says which entry is hit. */
  async #about(path, next, previous, why) {
    const [first] = [path, await this.#nameAt(next)]
      .filter((name) => packName(name) !== undefined && (previous === '' || comparePaths(previous, name) < 0)).sort();
    return first !== undefined && packName(first).index !== undefined ? wrongFile(first, why) : new Invalid(why, undefined, 'zip');
  }

  async #nameAt(next) {
    if (next + localSize > this.#blob.size) return '';
    const from = next + localSize;
    const length = u16(await this.#part(next, localSize), 26);
    return from + length <= this.#blob.size ? latin1(await this.#part(from, length)) : '';
  }

  async #part(from, length) {
    demand(from + length <= this.#blob.size, 'It ends too early.', undefined, 'zip');
    return this.#whole?.subarray(from, from + length) ?? new Uint8Array(await this.#blob.slice(from, from + length).arrayBuffer());
  }
}

const changed = (path) => wrongFile(path, 'It was changed: the zip\'s check sum of it is another.');
