// Public vectors, read in place from beside the repository.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../../../shared/data/vectors');

/** Options of a test that needs a set of vectors: it skips itself, saying so, where they are absent. */
export const vectors = (set) => ({ skip: existsSync(path.join(folder, set)) ? false : `The public vectors ../shared/data/vectors/${set} are not here.` });

export const read = (file) => new Uint8Array(readFileSync(path.join(folder, file)));

export const allFiles = (under) => readdirSync(path.join(folder, under), { recursive: true })
  .filter((name) => name.endsWith('.json')).map((name) => `${under}/${name}`);
