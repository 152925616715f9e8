// The lists in a disclosure pack: of files with their hashes, of what is shown, of what is withheld, of streams, of earlier checkpoints.
import { Invalid, base64, base64url, decimal, demand, text, utf8 } from './bytes.mjs';
import { parseCanonical } from './leaf.mjs';
import { comparePaths, packName } from './names.mjs';
import { parseItem } from './seal.mjs';

/** Text of lines without control characters, each with its line end; the lines. */
function linesOf(bytes, what, most = 256 * 1024) {
  demand(bytes.length <= most, `${what} has more than ${most} bytes.`);
  const whole = text(bytes, what);
  demand(!/[^\P{Cc}\n]/u.test(whole), `${what} holds control characters.`);
  demand(whole.endsWith('\n'), `${what} does not end with a line end.`);
  return whole.slice(0, -1).split('\n');
}

/** Bytes between line ends; the last line has one as well. */
function* byteLines(bytes, what) {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    demand(end >= 0, `${what} does not end with a line end.`);
    yield bytes.subarray(at, end);
    at = end + 1;
  }
}

/** Paths and hashes of a list as sha256sum writes it, in a pack's order. */
export function parseManifest(bytes, what) {
  const listed = new Map();
  let previous = '';
  for (const line of bytes.length === 0 ? [] : linesOf(bytes, what, 64 * 1024 * 1024)) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}([ -~]+)$/.exec(line) ?? [];
    demand(path !== undefined && packName(path) !== undefined, `${what} has a line that is no hash and name of a pack's file.`);
    demand(previous === '' || comparePaths(previous, path) < 0, `${what} has ${path} out of its place.`);
    listed.set(path, hash);
    previous = path;
  }
  return listed;
}

/** [{name, salt, value}] of what stands behind an entry's commitments. */
export function parseDisclosures(bytes) {
  const shown = [];
  demand(bytes.length > 0, 'The list of values is empty.');
  for (const line of byteLines(bytes, 'The list of values')) {
    const said = parseCanonical(line, `Line ${shown.length + 1} of the values`, 64);
    demand(Array.isArray(said) && said.length === 3 && typeof said[0] === 'string' && typeof said[1] === 'string',
      `Line ${shown.length + 1} of the values is not [name, salt, value].`);
    const [name, salt, value] = said;
    demand(shown.length === 0 || shown.at(-1).name < name, 'The names in the list of values do not ascend.');
    shown.push({ name, salt: base64url(salt, 'A salt', 32), value });
  }
  return shown;
}

/** The four cells of a line; a cell stands in quotes where it holds a comma or quotes, and nowhere else. */
function cellsOf(line) {
  const [cells, cell] = [[], /"((?:[^"]|"")*)"|([^",]+)/y];
  for (;;) {
    const [, quoted, plain] = cell.exec(line) ?? [];
    const value = plain ?? quoted?.replaceAll('""', '"');
    demand(value !== undefined && (plain !== undefined || /[",]/.test(value)), 'A field is empty, or not quoted as it should be.');
    cells.push(value);
    if (cell.lastIndex === line.length) return cells;
    demand(line[cell.lastIndex] === ',', 'A comma belongs after a field.');
    cell.lastIndex += 1;
  }
}

/** [{index, field}] of what is withheld. */
export function parseRedactions(bytes) {
  const [heading, ...lines] = linesOf(bytes, 'The list of redactions', 24 * 1024 * 1024);
  demand(heading === 'index,field,reason,authority', 'The list of redactions does not begin with its heading.');
  const withheld = [];
  for (const [at, line] of lines.entries()) {
    const cells = cellsOf(line);
    const [spelt, field, reason, authority] = cells;
    demand(cells.length === 4 && /^[a-z0-9-]+$/.test(reason) && ![field, authority].some((cell) => /^[=+@-]/.test(cell)),
      `Line ${at + 2} of the list of redactions is not index, field, reason and authority.`);
    const [index, last] = [decimal(spelt, 'An index in the list of redactions'), withheld.at(-1)];
    demand(last === undefined || last.index < index || (last.index === index && last.field < field), 'The list of redactions does not ascend.');
    withheld.push({ index, field });
  }
  return withheld;
}

/** What an erasure.executed entry says that nobody can open any more: [{index, field, commitment, name}]. */
export function erasedBy({ t, d }) {
  if (t !== 'erasure.executed') return [];
  return Object.entries(d).flatMap(([name, commitment]) => {
    const [, spelt, field] = /^erased\/(0|[1-9][0-9]{0,19})\/(.+)$/s.exec(name) ?? [];
    return field === undefined || BigInt(spelt) >= 1n << 64n ? [] : [{ index: BigInt(spelt), field, commitment, name }];
  });
}

/** The completeness statement: which entry seals, and the streams with their places in its list. */
export function parseStreams(itemBytes, proofBytes) {
  const items = [...byteLines(itemBytes, 'The list of items')].map(parseItem);
  const lines = linesOf(proofBytes, 'The proof of streams');
  const word = (name) => (lines[0]?.startsWith(`${name} `) ? lines.shift().slice(name.length + 1) : undefined);
  const place = (name) => {
    const spelt = word(name);
    if (spelt === undefined) return undefined;
    demand(items.length > 0, 'There are fewer items than proofs of streams.');
    const hashes = [];
    while (lines[0]?.length === 44 && !lines[0].includes(' ')) hashes.push(base64(lines.shift(), 'A hash in the proof of streams', 32));
    return { item: items.shift(), index: decimal(spelt, 'A place in the seal'), hashes };
  };
  const [seal, present, absent] = [word('seal'), [], []];
  demand(seal !== undefined, 'The proof of streams names no seal.');
  while (lines.length > 0) {
    const stream = word('stream');
    demand(stream !== undefined, 'The proof of streams has a line that names no stream.');
    const at = place('at');
    if (at === undefined) absent.push({ stream, before: place('before'), after: place('after') });
    else present.push(at);
    demand(at === undefined || (at.item.s === stream && absent.length === 0), `The item of ${stream} is of another stream, or out of its place.`);
  }
  const count = present.length + absent.length;
  demand(items.length === 0 && count > 0 && count <= 1000, 'The proof of streams has not one proof for each item, or is of no or over 1,000 streams.');
  return { seal: decimal(seal, 'The seal\'s index'), present, absent };
}

/** An earlier checkpoint below the proof that the pack's goes on from it. */
export function parseEarlier(bytes) {
  const whole = linesOf(bytes, 'The consistency proof').map((line) => `${line}\n`).join('');
  const split = whole.indexOf('\n\n');
  demand(whole.startsWith('old ') && split > 0, 'The consistency proof does not begin with an old size, or has no checkpoint below it.');
  const [first, ...lines] = whole.slice(0, split).split('\n');
  demand(lines.length <= 64, 'The consistency proof has more than 64 hashes.');
  return {
    old: decimal(first.slice(4), 'The old size'), checkpoint: utf8(whole.slice(split + 2)),
    hashes: lines.map((line) => base64(line, 'A hash of the consistency proof', 32)),
  };
}

/** What export.tlog-proof holds in its extra line: the entry, and hashes from the pack's checkpoint to the proof's. */
export function splitExtra(extra) {
  if (extra === undefined) throw new Invalid('The proof of the export has no extra line, which holds the entry.');
  const end = extra.length < 2 ? Infinity : 2 + extra[0] * 256 + extra[1];
  demand(end <= extra.length && (extra.length - end) % 32 === 0, 'The extra line of the proof of the export ends within the entry or a hash.');
  const hashes = Array.from({ length: (extra.length - end) / 32 }, (_, at) => extra.subarray(end + at * 32, end + at * 32 + 32));
  return { leaf: extra.subarray(2, end), hashes };
}
