import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkCheckpoints } from '../compare.mjs';
import { checkLog } from '../log.mjs';
import { parsePolicy } from '../policy.mjs';
import { blobs, consistency, entries, exported, json, key, lines, note, root, statement } from './making.mjs';

const origin = 'audit.wexmoor.police.example/log/1';
const [log, witness] = [key(origin), key('witness.example', 'witness')];
const trusted = () => parsePolicy(Buffer.from(`log ${log.vkey}\nwitness w ${witness.vkey}\nquorum w\n`));
const leaves = entries(300);
const at = (size, all = leaves, ...keys) => note(statement(origin, all, size), ...(keys.length > 0 ? keys : [log, witness]));
const whole = exported(leaves, at(300));
const files = (all = leaves, checkpoint = all === leaves ? undefined : at(all.length, all)) => (
  all === leaves ? new Map(whole).set('checkpoint', checkpoint ?? whole.get('checkpoint')) : exported(all, checkpoint));
const check = async (made, options) => checkLog(blobs(made), await trusted(), options);
/** The export with one file changed; without a change it is taken out. */
const changed = (name, change) => {
  const made = files();
  const bytes = change?.(Buffer.from(made.get(name) ?? []));
  if (bytes === undefined) made.delete(name);
  else made.set(name, bytes);
  return made;
};
const flip = (bit) => (bytes) => { bytes[bit >> 3] ^= 1 << (bit & 7); return bytes; };
const other = entries(300, { change: (entry, index) => (index === 3 ? { ...entry, out: 'no' } : entry) });

describe('A whole log', () => {
  for (const size of [0, 1, 2, 255, 256, 257, 300, 512]) {
    it(`of ${size} entries is valid`, async () => {
      const answer = await check(files(entries(size)));

      assert.equal(answer.verdict, 'valid', answer.says);
    });
  }

  it('of several full tiles is valid, and a flip far inside is found', async () => {
    const many = entries(2000);
    const made = files(many);
    assert.equal((await check(made)).verdict, 'valid');
    made.get('tile/entries/005')[7000] ^= 4;

    const answer = await check(made);

    assert.equal(answer.verdict, 'invalid');
    assert.ok(answer.index >= 5n * 256n && answer.index < 6n * 256n);
  });

  it('of two entries is not valid once any bit of any of its files is flipped', async () => {
    const two = entries(2);
    // A cosignature's bits are flipped where entries are checked by their proofs.
    const made = files(two, at(2, two, log));
    const policy = await parsePolicy(Buffer.from(`log ${log.vkey}\nquorum none\n`));
    assert.equal((await checkLog(blobs(made), policy)).verdict, 'valid');
    for (const [name, bytes] of made) {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const answer = await checkLog(blobs(new Map(made).set(name, flip(bit)(Buffer.from(bytes)))), policy);
        assert.notEqual(answer.verdict, 'valid', `${name}, bit ${bit}`);
      }
    }
  });

  it('names the first bad entry for a flip in each entry', async () => {
    const [few, policy] = [entries(100), await trusted()];
    const made = files(few);
    let start = 0;
    for (const [index, leaf] of few.entries()) {
      const bytes = flip((start + 2) * 8 + (index * 97) % (leaf.length * 8))(Buffer.from(made.get('tile/entries/000.p/100')));
      const answer = await checkLog(blobs(new Map(made).set('tile/entries/000.p/100', bytes)), policy);
      assert.equal(answer.index, BigInt(index), answer.says);
      start += 2 + leaf.length;
    }
  });

  for (const [name, made] of [
    ['a bundle missing', changed('tile/entries/000')], ['a tile missing', changed('tile/0/001.p/44')], ['an upper tile missing', changed('tile/1/000.p/1')],
    ['bytes behind the last entry', changed('tile/entries/001.p/44', (bytes) => Buffer.concat([bytes, Buffer.of(0)]))],
    ['a hash behind the last of a tile', changed('tile/0/001.p/44', (bytes) => Buffer.concat([bytes, Buffer.alloc(32)]))],
    ['an upper tile changed', changed('tile/1/000.p/1', flip(9))], ['the checkpoint of another history', files(leaves, at(300, other))],
    ['an entry changed and all tiles made anew', files(other, at(300))], ['an entry left out and all made anew', files(leaves.toSpliced(7, 1), at(299))],
    ['the tail cut', files(leaves.slice(0, 290), at(300))], ['two entries swapped', files(leaves.with(4, leaves[5]).with(5, leaves[4]))],
    ['an entry twice', files(leaves.toSpliced(4, 0, leaves[4]))], ['a file that has no place', changed('notes.txt', () => Buffer.from('x'))],
    ['a tile beyond its size', changed('tile/0/002.p/1', () => Buffer.alloc(32))], ['an earlier partial tile of another history', changed('tile/0/001.p/9', () => Buffer.alloc(288))],
    ['a checkpoint of another history', changed('ckpt/000000000009', () => at(9, other))], ['a checkpoint under another name', changed('ckpt/000000000010', () => at(9))],
  ]) {
    it(`with ${name} is invalid`, async () => assert.equal((await check(made)).verdict, 'invalid'));
  }

  for (const [name, change] of [
    ['a time that goes back', { ts: '2026-11-02T09:15:20.000Z' }], ['a gap in a stream', { seq: { n: 40, p: 99, s: 'acct:1' } }], ['a stream that begins again', { seq: { n: 0, p: -1, s: 'acct:1' } }],
    ['another version', { v: 2 }], ['a seal that says nothing', { t: 'streams.seal' }], ['a seal of other streams', { t: 'streams.seal', obj: { k: 'seal', id: `20261102/100/4/${'0'.repeat(64)}` } }],
  ]) {
    it(`whose entry 100 has ${name} is invalid there`, async () => {
      const answer = await check(files(entries(300, { change: (entry, index) => (index === 100 ? { ...entry, ...change } : entry) })));

      assert.equal(answer.verdict, 'invalid');
      assert.equal(answer.index, 100n);
    });
  }

  it('with a true seal and its list is valid; with another list it is not', async () => {
    const streams = new Map(leaves.slice(0, 100).map((leaf, index) => [JSON.parse(leaf).seq.s, { last: index, n: JSON.parse(leaf).seq.n }]));
    const items = [...streams].sort().map(([s, item]) => Buffer.from(json({ ...item, s })));
    const id = `20261102/100/${items.length}/${root(items).toString('hex')}`;
    const made = files(entries(300, { change: (entry, index) => (index === 100 ? { ...entry, t: 'streams.seal', obj: { id, k: 'seal' } } : entry) }));
    made.set('streams/20261102.jsonl', Buffer.from(items.map((item) => `${item}\n`).join('')));
    assert.equal((await check(made)).verdict, 'valid');

    made.set('streams/20261102.jsonl', Buffer.from(`${items[0]}\n`));

    assert.equal((await check(made)).verdict, 'invalid');
  });

  it('is held to checkpoints that somebody else kept', async () => {
    for (const size of [0, 1, 9, 255, 256, 280, 300]) assert.equal((await check(files(), { kept: [at(size)] })).verdict, 'valid');
    for (const size of [9, 256, 300]) assert.equal((await check(files(), { kept: [at(size, other)] })).verdict, 'invalid');
    assert.match((await check(files(leaves.slice(0, 290)), { kept: [at(300)] })).says, /was cut/);
  });

  it('lacks cosignatures, or finds them beside an earlier checkpoint', async () => {
    const alone = files(leaves, at(300, leaves, log));
    assert.equal((await check(alone)).verdict, 'incomplete');

    alone.set('ckpt/000000000300', at(300, leaves, log));
    alone.set('cosig/000000000300/witness.example', Buffer.from(witness.sign(statement(origin, leaves))));

    assert.equal((await check(alone)).verdict, 'valid');
  });
});

describe('Two checkpoints', () => {
  const compare = async (a, b, proof) => checkCheckpoints(a, b, await trusted(), proof);
  const proofOf = (old, size) => Buffer.from(lines(consistency(old, leaves.slice(0, size))));

  it('are consistent by their proof, in either order, beside or above the later one', async () => {
    assert.equal((await compare(at(5), at(9), proofOf(5, 9))).verdict, 'valid');
    assert.equal((await compare(at(9), at(5), proofOf(5, 9))).verdict, 'valid');
    assert.equal((await compare(at(5), Buffer.from(`old 5\n${proofOf(5, 9)}\n${at(9)}`))).verdict, 'valid');
    assert.equal((await compare(at(9), at(9))).verdict, 'valid');
  });

  it('are no longer so once any bit of checkpoint or proof is flipped', async () => {
    const parts = [at(5, leaves, log), at(9, leaves, log), proofOf(5, 9)];
    const policy = await parsePolicy(Buffer.from(`log ${log.vkey}\nquorum none\n`));
    for (const [index, bytes] of parts.entries()) {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const [a, b, proof] = parts.with(index, flip(bit)(Buffer.from(bytes)));
        assert.notEqual((await checkCheckpoints(a, b, policy, proof)).verdict, 'valid', `bit ${bit} of part ${index}`);
      }
    }
  });

  it('without a proof leave open whether the later contains the earlier', async () => {
    assert.equal((await compare(at(5), at(9))).verdict, 'incomplete');
    assert.equal((await compare(at(0), at(9))).verdict, 'incomplete');
  });

  it('of one size and two roots prove misconduct, if the log signed both', async () => {
    const proved = await compare(at(9), at(9, other));
    const unsigned = await checkCheckpoints(at(9), at(9, other), undefined);

    assert.equal(proved.misconduct, true);
    assert.match(proved.says, /PROOF OF MISCONDUCT/);
    assert.equal(unsigned.verdict, 'invalid');
    assert.equal(unsigned.misconduct, false);
  });

  it('of another history or another log are invalid', async () => {
    const stranger = key('elsewhere.example/log');
    const policy = await parsePolicy(Buffer.from(`log ${log.vkey}\nlog ${stranger.vkey}\nquorum none\n`));

    assert.equal((await compare(at(5, other), at(9), proofOf(5, 9))).verdict, 'invalid');
    assert.equal((await checkCheckpoints(at(5), note(statement('elsewhere.example/log', leaves, 9), stranger), policy, proofOf(5, 9))).verdict, 'invalid');
  });
});
