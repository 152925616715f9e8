// The Merkle tree of RFC 6962 and RFC 9162. Sizes and indices are BigInt.
import { demand, join, same, sha256 } from './bytes.mjs';

export const leafHash = (bytes) => sha256(join([0], bytes));
export const nodeHash = (left, right) => sha256(join([1], left, right));
export const emptyRoot = () => sha256(new Uint8Array(0));

/** The roots of the complete subtrees of a growing list, largest first: all that has to be kept to know its root. */
export class Range {
  #peaks = [];
  size = 0n;

  async add(hash, height = 0n) {
    demand(this.#peaks.every((peak) => peak.height >= height), 'The tree was put together in the wrong order.');
    this.size += 1n << height;
    while (this.#peaks.at(-1)?.height === height) {
      hash = await nodeHash(this.#peaks.pop().hash, hash);
      height += 1n;
    }
    this.#peaks.push({ height, hash });
  }

  copy() {
    const range = new Range();
    [range.#peaks, range.size] = [[...this.#peaks], this.size];
    return range;
  }

  async root() {
    if (this.#peaks.length === 0) return emptyRoot();
    let hash = this.#peaks.at(-1).hash;
    for (const peak of this.#peaks.slice(0, -1).reverse()) hash = await nodeHash(peak.hash, hash);
    return hash;
  }
}

export async function rootOf(leafHashes) {
  const range = new Range();
  for (const hash of leafHashes) await range.add(hash);
  return range.root();
}

/** RFC 9162, 2.1.3.2: whether the leaf stands at the index of the tree. Throws where the proof has another length or leads elsewhere. */
export async function checkInclusion(index, size, hash, proof, root) {
  demand(index < size, `Entry ${index} cannot be in a tree of ${size}.`);
  demand([hash, root, ...proof].every((one) => one.length === 32), 'A hash has 32 bytes.');
  let [at, last, reached] = [index, size - 1n, hash];
  for (const sibling of proof) {
    demand(last > 0n, `The proof is too long for entry ${index} of ${size}.`);
    if (at & 1n || at === last) {
      reached = await nodeHash(sibling, reached);
      while (!(at & 1n) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else {
      reached = await nodeHash(reached, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  demand(last === 0n, `The proof is too short for entry ${index} of ${size}.`);
  demand(same(reached, root), `The proof of entry ${index} leads to another root than the signed one.`);
}

/** RFC 9162, 2.1.4.2: whether the larger tree begins with all of the smaller, which must not be empty. */
export async function checkConsistency(oldSize, newSize, oldRoot, newRoot, proof) {
  demand(oldSize > 0n, 'Nothing can be proved from an empty tree.');
  demand(oldSize <= newSize, `A tree of ${newSize} cannot contain one of ${oldSize}.`);
  if (oldSize === newSize) {
    demand(proof.length === 0, 'Trees of the same size need an empty proof.');
    demand(same(oldRoot, newRoot), `Two trees of size ${oldSize} have different roots.`);
    return;
  }
  const isPowerOfTwo = (oldSize & (oldSize - 1n)) === 0n;
  const [first, ...rest] = isPowerOfTwo ? [oldRoot, ...proof] : proof;
  demand(first !== undefined, 'The consistency proof is too short.');
  let [at, last] = [oldSize - 1n, newSize - 1n];
  while (at & 1n) [at, last] = [at >> 1n, last >> 1n];
  let [reachedOld, reachedNew] = [first, first];
  for (const hash of rest) {
    demand(last > 0n, 'The consistency proof is too long.');
    if (at & 1n || at === last) {
      [reachedOld, reachedNew] = [await nodeHash(hash, reachedOld), await nodeHash(hash, reachedNew)];
      while (!(at & 1n) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else {
      reachedNew = await nodeHash(reachedNew, hash);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  demand(last === 0n, 'The consistency proof is too short.');
  demand(same(reachedOld, oldRoot), 'The consistency proof does not lead to the earlier root.');
  demand(same(reachedNew, newRoot), 'The consistency proof does not lead to the later root.');
}

/** Where C2SP tlog-tiles keeps a tile (level 0..63) or a bundle (level 'entries'); width 256 is a full one. */
export function tilePath(level, index, width = 256) {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const folders = digits.match(/[0-9]{3}/g).map((part, at, all) => (at < all.length - 1 ? `x${part}` : part));
  return `tile/${level}/${folders.join('/')}${width < 256 ? `.p/${width}` : ''}`;
}
