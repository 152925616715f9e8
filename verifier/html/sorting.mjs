// Which files were given, and so what is asked of them. Names decide first, then how the content begins.
import { answer, tell } from './answer.mjs';
import { Invalid, demand, utf8 } from './bytes.mjs';
import { checkCheckpoints, parseConsistency } from './compare.mjs';
import { checkEntries } from './entries.mjs';
import { askOutsiders, judgeCheckpoint } from './judging.mjs';
import { checkLog } from './log.mjs';
import { checkPack } from './pack.mjs';
import { openZip } from './unzip.mjs';

/** Checks all of the files together. Files are a Map of path -> Blob; a folder's files have its name in front. */
export async function checkFiles(files, policy, progress) {
  const paths = [...files.keys()];
  const tile = paths.find((path) => /(^|\/)tile\/(entries|0)\//.test(path)) ?? paths.find((path) => /^[^/]+\/checkpoint$/.test(path));
  if (tile !== undefined) {
    const folder = tile.replace(/(tile\/.*|checkpoint)$/, '');
    const log = new Map([...files].filter(([path]) => path.startsWith(folder)).map(([path, blob]) => [path.slice(folder.length), blob]));
    const kept = await Promise.all([...files].filter(([path]) => !path.startsWith(folder)).map(([, blob]) => bytesOf(blob)));
    return checkLog(log, policy, { kept, progress });
  }
  const pack = await findPack(files);
  if (pack !== undefined) {
    const unpacked = await openZip(files.get(pack)).catch(noZip);
    const rest = [...files].filter(([path]) => path !== pack);
    // A record as it is downloaded: the same files in a zip.
    if (unpacked.has('checkpoint')) return checkFiles(new Map([...rest, ...[...unpacked].map(([path, file]) => [`${pack}/${path}`, file])]), policy, progress);
    const kept = await Promise.all(rest.map(([, blob]) => bytesOf(blob)));
    return checkPack(files.get(pack), policy, { kept, progress });
  }
  const given = [];
  for (const [path, blob] of files) {
    const bytes = await bytesOf(blob);
    given.push({ path, bytes, kind: kindOf(path, bytes), stem: path.replace(/\.[^./]*$/, '') });
  }
  const of = (kind) => given.filter((file) => file.kind === kind);
  return answer(async (told) => {
    const stray = given.find(({ kind }) => kind === undefined);
    demand(stray === undefined, `${stray?.path} is none of the files that this page knows, or is damaged at its beginning.`);
    const [single, ...more] = of('checkpoint');
    const sealed = pairs(of('seal proof'), of('seal item'), 'item').map(([proof, item]) => [item, proof]);
    const result = of('proof').length + of('entry').length > 0
      ? await checkEntries(pairs(of('proof'), of('entry'), 'entry'), policy, sealed)
      : await checkTwo(single, more, of('consistency proof'), policy);
    const used = of('proof').length > 0 ? ['proof', 'entry', 'seal proof', 'seal item'] : ['checkpoint', 'consistency proof'];
    told.missing.push(...given.filter(({ kind }) => !used.includes(kind))
      .map(({ path, kind }) => `${path}, a ${kind}, was not used: check it on its own.`));
    tell(told, result);
    if (result.verdict === 'invalid') throw Object.assign(new Invalid(result.says, result.index), { misconduct: result.misconduct });
    return result.says;
  });
}

/** What no zip is damaged in is said by whoever checks it as a pack. */
function noZip(error) {
  if (error instanceof Invalid) return new Map();
  throw error;
}

/** The name of the one zip that is given. */
async function findPack(files) {
  for (const [path, blob] of files) {
    const start = await bytesOf(blob.slice(0, 4));
    if (/\.zip$/i.test(path) || [0x50, 0x4b, 3, 4].every((byte, at) => byte === start[at])) return path;
  }
  return undefined;
}

const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

export function kindOf(path, bytes) {
  const start = new TextDecoder().decode(bytes.subarray(0, 32_768));
  if (/\.tlog-proof$/.test(path) || start.startsWith('c2sp.org/tlog-proof@')) return 'proof';
  if (/^\{"last":/.test(start)) return 'seal item';
  if (/\.json$/.test(path) || start.startsWith('{')) return 'entry';
  if (/^index [0-9]/.test(start)) return 'seal proof';
  if (start.startsWith('old ')) return start.includes('\n\n') ? 'checkpoint' : 'consistency proof';
  if (/\n\n— /.test(start)) return 'checkpoint';
  return /^([A-Za-z0-9+/]{43}=\n)*$/.test(start) ? 'consistency proof' : undefined;
}

/** Each proof with what it is of: the one with the same name before the dot, or the only one there is. */
function pairs(proofs, things, what) {
  demand(proofs.length === things.length, `There are ${proofs.length} proofs for ${things.length}: each ${what} needs its proof.`);
  return proofs.map((proof) => {
    const thing = proofs.length === 1 ? things[0] : things.find(({ stem }) => stem === proof.stem);
    demand(thing !== undefined, `${proof.path} has no ${what} of the same name beside it.`);
    return [proof.bytes, thing.bytes];
  });
}

async function checkTwo(first, more, proofs, policy) {
  demand(first !== undefined,
    'There is nothing here to check. Give an entry with its .tlog-proof, two checkpoints, a disclosure pack, or the folder of an exported log.');
  demand(more.length <= 1 && proofs.length <= 1, 'Give two checkpoints at a time, and at most one consistency proof.');
  if (more.length === 1) return checkCheckpoints(first.bytes, more[0].bytes, policy, proofs[0]?.bytes);
  return answer(async (told) => {
    const { checkpoint } = utf8('old ').every((byte, at) => byte === first.bytes[at])
      ? parseConsistency(first.bytes) : { checkpoint: first.bytes };
    const head = tell(told, await judgeCheckpoint(checkpoint, policy));
    askOutsiders(told, policy, head);
    told.missing.push('One checkpoint alone was given: no entry and no other checkpoint was compared with it.');
    return `The checkpoint states ${head.size} entries.`;
  });
}
