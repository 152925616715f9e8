import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { page, script } from '../build.mjs';
import { parsePolicy } from '../policy.mjs';
import { checkFiles, kindOf } from '../sorting.mjs';
import { Forger, log as logOfPack, zip, zipped } from './packing.mjs';
import { blobs, consistency, entries, exported, key, lines, note, proof, statement } from './making.mjs';

const origin = 'audit.wexmoor.police.example/log/1';
const log = key(origin);
const policyText = Buffer.from(`log ${log.vkey}\nlog ${logOfPack.vkey}\nquorum none\n`);
const leaves = entries(9);
const made = new Forger();
made.add('post.drafted', 'acct:3');
const pack = made.bag(made.payload());
const at = (size) => note(statement(origin, leaves, size), log);
const ask = async (files, check = checkFiles) => check(blobs(new Map(Object.entries(files))), await parsePolicy(policyText));
const one = { '000000000002.tlog-proof': proof(2, leaves, at(9)), '000000000002.json': leaves[2] };

describe('The page', () => {
  it('verify.html is what its modules make (npm run build --prefix verifier/html makes it anew)', () => {
    assert.equal(readFileSync(path.join(import.meta.dirname, '../verify.html'), 'utf8'), page());
  });

  it('nothing in it is loaded from anywhere, and no script or style but the hashed ones may run', () => {
    const html = page();

    assert.doesNotMatch(html, /\b(src|href)=|https?:\/\/(?!\$\{host\}`)|\bfetch\(|XMLHttpRequest|WebSocket|\bon[a-z]+="|innerHTML|\beval\(/);
    assert.match(html, /default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'/);
  });

  it('its code in one piece judges as its modules do', async () => {
    const whole = await import(`data:text/javascript;base64,${Buffer.from(script(undefined, true)).toString('base64')}`);
    const judge = async (files) => whole.checkFiles(blobs(new Map(Object.entries(files))), await whole.parsePolicy(policyText));

    assert.equal((await judge(one)).verdict, 'valid');
    assert.equal((await judge({ ...one, '000000000002.json': leaves[3] })).verdict, 'invalid');
  });
});

describe('Files that are given', () => {
  const folder = (files) => Object.fromEntries([...files].map(([name, bytes]) => [`export/${name}`, bytes]));

  for (const [name, files, verdict] of [
    ['an entry and its proof', one, 'valid'],
    ['two entries and their proofs', { ...one, '000000000003.tlog-proof': proof(3, leaves, at(9)), '000000000003.json': leaves[3] }, 'valid'],
    ['an entry without its proof', { '000000000002.json': leaves[2] }, 'invalid'],
    ['two checkpoints and a proof', { a: at(5), b: at(9), c: Buffer.from(lines(consistency(5, leaves))) }, 'valid'],
    ['two checkpoints', { a: at(5), b: at(9) }, 'incomplete'], ['one checkpoint', { a: at(5) }, 'incomplete'], ['three checkpoints', { a: at(5), b: at(9), c: at(7) }, 'invalid'],
    ['a folder', folder(exported(leaves, at(9))), 'valid'], ['a folder and a kept checkpoint', { ...folder(exported(leaves, at(9))), kept: at(5) }, 'valid'],
    ['a folder of an older log than was kept', { ...folder(exported(leaves.slice(0, 7), at(7))), kept: at(9) }, 'invalid'],
    ['a zip of an exported log', { 'record.zip': zip([...exported(leaves, at(9))]) }, 'valid'], ['a zip of an older log than was kept', { 'record.zip': zip([...exported(leaves.slice(0, 7), at(7))]), kept: at(9) }, 'invalid'],
    ['a zip of an exported log without a tile', { 'record.zip': zip([...exported(leaves, at(9))].filter(([name]) => !name.startsWith('tile/0'))) }, 'invalid'], ['half a zip', { 'record.zip': zip([...exported(leaves, at(9))]).subarray(0, 900) }, 'invalid'],
    ['a zip with a file twice', { 'record.zip': zip([...exported(leaves, at(9)), ['checkpoint', at(9)]]) }, 'invalid'], ['a compressed zip', { 'record.zip': zip([...exported(leaves, at(9))].map((row) => [...row, { method: 8 }])) }, 'invalid'],
    ['a disclosure pack', { 'pack.zip': zipped(pack) }, 'valid'], ['a pack and a checkpoint that it has no proof for', { 'pack.zip': zipped(pack), kept: at(9) }, 'incomplete'], ['a pack without its checkpoint', { x: zipped(new Map([...pack].filter(([name]) => name !== 'data/checkpoint'))) }, 'invalid'],
    ['a folder of an empty log', folder(exported([], at(0))), 'valid'], ['nothing', {}, 'invalid'], ['a picture', { 'a.png': Buffer.from([0x89, 0x50]) }, 'invalid'],
    ['an entry, its proof and a checkpoint', { ...one, checkpoint: at(9) }, 'incomplete'],
  ]) it(`${name}: ${verdict}`, async () => assert.equal((await ask(files)).verdict, verdict));

  it('are told apart by what they hold, whatever they are called', () => {
    assert.equal(kindOf('x', one['000000000002.tlog-proof']), 'proof');
    assert.equal(kindOf('x', leaves[2]), 'entry');
    assert.equal(kindOf('x', at(9)), 'checkpoint');
    assert.equal(kindOf('x', Buffer.from('{"last":1,"n":0,"s":"acct:1"}\n')), 'seal item');
    assert.equal(kindOf('x', Buffer.from('index 0\n')), 'seal proof');
  });
});
