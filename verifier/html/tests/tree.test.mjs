import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Invalid, base64, hex } from '../bytes.mjs';
import { splitBundle } from '../log.mjs';
import { openNote, parseCheckpoint, parseKey } from '../notes.mjs';
import { checkConsistency, checkInclusion, leafHash, nodeHash, rootOf, tilePath } from '../tree.mjs';
import { consistency, entries, path, root } from './making.mjs';
import { allFiles, read, vectors } from './vectors.mjs';

const bytes = (digits) => new Uint8Array(Buffer.from(digits, 'hex'));
const utf8 = (text) => new TextEncoder().encode(text);
const holds = (work) => work.then(() => true, (error) => {
  if (!(error instanceof Invalid)) throw error;
  return false;
});

const eight = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(bytes);
const roots = ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'].map(bytes);
const [A, B, C, D, E, F, G, H, I] = ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7', '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7',
  '837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e'].map(bytes);

describe('The tree', () => {
  it('the eight published leaves have the published roots', async () => {
    const hashes = await Promise.all(eight.map(leafHash));

    for (const size of roots.keys()) assert.equal(hex(await rootOf(hashes.slice(0, size))), hex(roots[size]));
    assert.equal(hex(await leafHash(utf8('L123456'))), '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56');
    assert.equal(hex(await nodeHash(utf8('N123'), utf8('N456'))), 'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb');
    assert.equal(Buffer.from(await leafHash(utf8('hello world'))).toString('base64'), 'TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=');
  });

  it('the published proofs of the eight leaves hold, and no other length of them', async () => {
    const hashes = await Promise.all(eight.map(leafHash));
    for (const [index, size, proof] of [[0, 8, [A, B, C]], [5, 8, [D, E, roots[4]]], [2, 3, [roots[2]]]]) {
      const ask = (given) => holds(checkInclusion(BigInt(index), BigInt(size), hashes[index], given, roots[size]));
      assert.ok(await ask(proof));
      assert.ok(!(await ask([...proof, A])) && !(await ask(proof.slice(1))) && !(await ask(proof.toReversed().concat(A))));
    }
    for (const [old, size, proof] of [[1, 8, [A, B, C]], [6, 8, [F, E, roots[4]]], [2, 5, [B, D]], [3, 7, [G, H, roots[2], I]]]) {
      const ask = (given) => holds(checkConsistency(BigInt(old), BigInt(size), roots[old], roots[size], given));
      assert.ok(await ask(proof));
      assert.ok(!(await ask([...proof, A])) && !(await ask(proof.slice(1))) && !(await ask(proof.slice(0, -1))));
    }
  });

  it('every proof in trees of up to 40 leaves holds where it belongs and nowhere else', async () => {
    const leaves = entries(40);
    for (let size = 1; size <= 40; size += 1) {
      const all = leaves.slice(0, size);
      for (let index = 0; index < size; index += 1) {
        const hash = await leafHash(all[index]);
        assert.ok(await holds(checkInclusion(BigInt(index), BigInt(size), hash, path(index, all), root(all))));
        assert.ok(!(await holds(checkInclusion(BigInt((index + 1) % size), BigInt(size), hash, path(index, all), root(all)))) || size === 1);
        const old = index + 1;
        assert.ok(await holds(checkConsistency(BigInt(old), BigInt(size), root(all.slice(0, old)), root(all), consistency(old, all))), `${old} ${size}`);
        assert.ok(!(await holds(checkConsistency(BigInt(old), BigInt(size), root(all.slice(1, old + 1)), root(all), consistency(old, all)))), `${old} ${size}`);
      }
    }
  });

  it('tiles have the names of C2SP tlog-tiles', () => {
    assert.equal(tilePath(0, 1234067), 'tile/0/x001/x234/067');
    assert.equal(tilePath('entries', 273, 112), 'tile/entries/273.p/112');
    assert.equal(tilePath(1, 1000, 17), 'tile/1/x001/000.p/17');
  });

  it('all 196 inclusion and consistency cases of transparency-dev come out as published', vectors('merkle'), async () => {
    const bytesOf = (text) => Buffer.from(text ?? '', 'base64');
    let judged = 0;
    for (const file of [...allFiles('merkle/testdata/inclusion'), ...allFiles('merkle/testdata/consistency')]) {
      const one = JSON.parse(new TextDecoder().decode(read(file)));
      const proof = (one.proof ?? []).map(bytesOf);
      const held = await holds('leafIdx' in one
        ? checkInclusion(BigInt(one.leafIdx), BigInt(one.treeSize), bytesOf(one.leafHash), proof, bytesOf(one.root))
        : checkConsistency(BigInt(one.size1), BigInt(one.size2), bytesOf(one.root1), bytesOf(one.root2), proof));
      assert.equal(held, !one.wantErr, file);
      judged += 1;
    }
    assert.equal(judged, 196);
  });

  it('all 16 checkpoints of the Tessera log are signed, and its words make their roots', vectors('tessera'), async () => {
    const log = await parseKey('example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx');
    const words = 'one two three four five six seven eit nain ten ileven twelf threeten fourten fivten'.split(' ').map(utf8);
    for (let size = 0; size <= 15; size += 1) {
      const opened = await openNote(read(`tessera/testdata/log/checkpoint.${size}`), [log]);
      const head = await parseCheckpoint(opened.text);

      assert.equal(opened.signers.length, 1);
      assert.equal(head.size, BigInt(size));
      assert.equal(hex(head.root), hex(await rootOf(await Promise.all(words.slice(0, size).map(leafHash)))));
      if (size === 0) continue;
      const leaves = splitBundle(read(`tessera/testdata/log/${tilePath('entries', 0, size)}`), size, 0);
      assert.deepEqual(leaves.map((leaf) => Buffer.from(leaf).toString()), words.slice(0, size).map((word) => Buffer.from(word).toString()));
      assert.equal(hex(read(`tessera/testdata/log/${tilePath(0, 0, size)}`)), (await Promise.all(leaves.map(leafHash))).map(hex).join(''));
    }
    const eightRoot = await rootOf(await Promise.all(words.slice(0, 8).map(leafHash)));
    assert.equal(hex(eightRoot), hex(base64('bC+VwvrJbalNVjfkdI8kUgs7mJoXrqiXCE7bgnD28pY=', 'The root', 32)));
  });
});
