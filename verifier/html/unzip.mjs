// A zip of an exported log, read in place: its files are stored as they are. Nothing in the zip itself is believed or checked: what stands
// in the files is, and a file too many or too few is found as in a folder.
import { demand } from './bytes.mjs';

const field = (view, at, size) => Number(size === 8 ? view.getBigUint64(at, true) : size === 4 ? view.getUint32(at, true) : view.getUint16(at, true));
const viewOf = async (blob, from, to) => new DataView(await blob.slice(Math.max(0, from), to).arrayBuffer());

/** Where the directory of a zip stands, of one beyond 4 GiB or 65,535 files as well. */
async function directoryOf(blob) {
  const end = await viewOf(blob, blob.size - 22);
  demand(end.byteLength === 22 && field(end, 0, 4) === 0x06054b50, 'The zip is cut short, or has something behind its end.');
  const [length, offset] = [field(end, 12, 4), field(end, 16, 4)];
  if (length !== 0xffffffff && offset !== 0xffffffff && field(end, 10, 2) !== 0xffff) return [offset, length];
  const locator = await viewOf(blob, blob.size - 42, blob.size - 22);
  demand(field(locator, 0, 4) === 0x07064b50, 'The zip has no directory.');
  const long = await viewOf(blob, field(locator, 8, 8), field(locator, 8, 8) + 56);
  demand(long.byteLength === 56 && field(long, 0, 4) === 0x06064b50, 'The zip has no directory.');
  return [field(long, 48, 8), field(long, 40, 8)];
}

/** Sizes and place that do not fit into four bytes stand in an extra field. */
function longSizes(view, from, to, sizes) {
  for (let at = from; at + 4 <= to; at += 4 + field(view, at + 2, 2)) {
    if (field(view, at, 2) !== 1) continue;
    let next = at + 4;
    for (const [name, value] of Object.entries(sizes)) {
      if (value !== 0xffffffff || next + 8 > to) continue;
      sizes[name] = field(view, next, 8);
      next += 8;
    }
  }
  return sizes;
}

/** Its files, path -> Blob; no more than their directory is read. */
export async function openZip(blob) {
  const [start, length] = await directoryOf(blob);
  const [view, files] = [await viewOf(blob, start, start + length), new Map()];
  for (let at = 0; at < view.byteLength;) {
    demand(at + 46 <= view.byteLength && field(view, at, 4) === 0x02014b50, 'The directory of the zip is damaged.');
    const [name, extra, comment] = [field(view, at + 28, 2), field(view, at + 30, 2), field(view, at + 32, 2)];
    const end = at + 46 + name + extra + comment;
    demand(end <= view.byteLength, 'The directory of the zip is damaged.');
    const path = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, name));
    const sizes = longSizes(view, at + 46 + name, at + 46 + name + extra, { size: field(view, at + 24, 4), packed: field(view, at + 20, 4), place: field(view, at + 42, 4) });
    demand(field(view, at + 10, 2) === 0 && sizes.size === sizes.packed, `${path} is compressed: unpack the zip, and give the folder.`);
    demand(!files.has(path), `${path} stands twice in the zip.`);
    files.set(path, sizes);
    at = end;
  }
  for (const [path, { size, place }] of files) {
    const head = await viewOf(blob, place, place + 30);
    demand(head.byteLength === 30 && field(head, 0, 4) === 0x04034b50, `${path} is not where the zip says.`);
    const from = place + 30 + field(head, 26, 2) + field(head, 28, 2);
    demand(from + size <= blob.size, `${path} is not where the zip says.`);
    files.set(path, blob.slice(from, from + size));
  }
  return files;
}
