import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Invalid } from '../bytes.mjs';
import { checkEntries, checkProof, parseProof } from '../entries.mjs';
import { parsePolicy } from '../policy.mjs';
import { entries, json, key, lines, note, path, proof, root, statement } from './making.mjs';

const origin = 'audit.wexmoor.police.example/log/1';
const [log, witness] = [key(origin), key('witness.example', 'witness')];
const policyText = `log ${log.vkey}\nwitness w ${witness.vkey}\nquorum w\n`;
const trusted = () => parsePolicy(Buffer.from(policyText));
const leaves = entries(6);
const checkpoint = note(statement(origin, leaves), log, witness);

describe('One entry by its proof', () => {
  it('is valid, and says what it is', async () => {
    const answer = await checkProof(proof(2, leaves, checkpoint), leaves[2], await trusted());

    assert.equal(answer.verdict, 'valid', answer.says);
    assert.match(answer.facts.join('\n'), /cosigned by witness\.example, on 2 November 2026 at 09:15:27 UTC/);
    assert.match(answer.facts.join('\n'), /post\.rejected by u:b81d \(approver, fido2\) on post p:2: ok/);
  });

  it('is not valid once any bit of the proof, the checkpoint or the entry is flipped, or anything is cut off', async () => {
    const policy = await trusted();
    const parts = [proof(2, leaves, checkpoint), leaves[2]];
    for (const [at, bytes] of parts.entries()) {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] ^= 1 << (bit & 7);
        const { verdict } = await checkProof(...parts.with(at, flipped), policy);
        assert.notEqual(verdict, 'valid', `bit ${bit} of part ${at}`);
      }
      for (let length = 0; length < bytes.length; length += 1) {
        const { verdict } = await checkProof(...parts.with(at, bytes.subarray(0, length)), policy);
        assert.notEqual(verdict, 'valid', `the first ${length} bytes of part ${at}`);
      }
    }
  });

  it('is named by its index where it is not what the proof is of', async () => {
    const answer = await checkProof(proof(2, leaves, checkpoint), leaves[3], await trusted());

    assert.equal(answer.verdict, 'invalid');
    assert.equal(answer.index, 2n);
  });

  it('is incomplete without the cosignatures that the policy asks for, and without a policy', async () => {
    const alone = proof(2, leaves, note(statement(origin, leaves), log));

    assert.equal((await checkProof(alone, leaves[2], await trusted())).verdict, 'incomplete');
    assert.equal((await checkProof(alone, leaves[2], undefined)).verdict, 'incomplete');
  });

  it('is refused under the key of somebody else, and under a key outside of its sizes', async () => {
    const bytes = proof(2, leaves, checkpoint);
    const other = await parsePolicy(Buffer.from(policyText.replace(log.vkey, key(origin).vkey)));
    const ended = await parsePolicy(Buffer.from(`${policyText}#cc valid ${log.id} 0 5\n`));

    assert.equal((await checkProof(bytes, leaves[2], other)).verdict, 'invalid');
    assert.equal((await checkProof(bytes, leaves[2], ended)).verdict, 'invalid');
  });

  it('says that cosignatures were not checked where the browser has no Ed25519', async () => {
    const policy = await trusted();
    policy.witnesses[0].imported = undefined;

    const answer = await checkProof(proof(2, leaves, checkpoint), leaves[2], policy);

    assert.equal(answer.verdict, 'incomplete');
    assert.match(answer.missing.join('\n'), /witness\.example was NOT checked/);
  });

  for (const [name, text] of [
    ['another first line', 'wrong-header\nindex 0\n\ncheckpoint\n'], ['an extra line that is not base64', 'c2sp.org/tlog-proof@v1\nextra !!\nindex 0\n\ncheckpoint\n'],
    ['no index', 'c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n'], ['an index in words', 'c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n'],
    ['a negative index', 'c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n'], ['an index with a leading zero', 'c2sp.org/tlog-proof@v1\nindex 05\n\ncheckpoint\n'],
    ['an index beyond 64 bits', 'c2sp.org/tlog-proof@v1\nindex 18446744073709551616\n\ncheckpoint\n'],
    ['a hash that is not base64', 'c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n'],
    ['a hash of 64 bytes', `c2sp.org/tlog-proof@v1\nindex 0\n${Buffer.alloc(64).toString('base64')}\n\ncheckpoint\n`],
    ['64 hashes', `c2sp.org/tlog-proof@v1\nindex 0\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\ncheckpoint\n`],
  ]) it(`a proof with ${name} is refused`, () => assert.throws(() => parseProof(Buffer.from(text)), Invalid));
});

/** Twelve entries, a seal over the first ten as the eleventh, and the files of its items. */
function sealed() {
  const streams = new Map();
  for (const { seq: { s, n } } of entries(10).map((leaf) => JSON.parse(leaf))) streams.set(s, n);
  const last = (s) => entries(10).findLastIndex((leaf) => JSON.parse(leaf).seq.s === s);
  const items = [...streams].sort().map(([s, n]) => Buffer.from(json({ last: last(s), n, s })));
  const all = entries(12, { change: (entry, at) => (at === 10
    ? { ...entry, t: 'streams.seal', obj: { k: 'seal', id: `20261102/10/${items.length}/${root(items).toString('hex')}` } } : entry) });
  const signed = note(statement(origin, all), log, witness);
  return {
    pairs: (...indices) => indices.map((index) => [proof(index, all, signed), all[index]]),
    item: (s) => [items, items.findIndex((item) => JSON.parse(item).s === s)],
    of(s) { const [list, at] = this.item(s); return [list[at], Buffer.from(`index ${at}\n${lines(path(at, list))}`)]; },
    indices: (s) => all.flatMap((leaf, at) => (JSON.parse(leaf).seq.s === s && at < 10 ? [at] : [])),
  };
}

describe('Entries with a stream seal', () => {
  it('all entries of a stream are shown to be all', async () => {
    const made = sealed();

    const answer = await checkEntries(made.pairs(10, ...made.indices('acct:1')), await trusted(), [made.of('acct:1')]);

    assert.equal(answer.verdict, 'valid', answer.says + answer.missing);
    assert.match(answer.facts.join('\n'), /Nothing of stream acct:1 up to then is left out/);
  });

  it('any entry left out is noticed', async () => {
    const made = sealed();
    for (const left of made.indices('acct:1')) {
      const answer = await checkEntries(made.pairs(10, ...made.indices('acct:1').filter((index) => index !== left)), await trusted(), [made.of('acct:1')]);

      assert.equal(answer.verdict, 'incomplete', answer.says);
    }
  });

  it('neighbours in the list show that no stream lies between them', async () => {
    const made = sealed();

    const answer = await checkEntries(made.pairs(10), await trusted(), [made.of('acct:0'), made.of('acct:1')]);

    assert.match(answer.facts.join('\n'), /No stream lies between acct:0 and acct:1/);
    assert.match(answer.facts.join('\n'), /No stream comes before acct:0/);
  });

  it('a changed item, another place, and a seal that is not given are refused', async () => {
    const made = sealed();
    const [item, proofOf] = made.of('acct:1');
    const ask = async (...pair) => (await checkEntries(made.pairs(10), await trusted(), [pair])).verdict;

    assert.equal(await ask(Buffer.from(String(item).replace(/"n":[0-9]/, '"n":0')), proofOf), 'invalid');
    assert.equal(await ask(item, Buffer.from(String(proofOf).replace('index 1', 'index 2'))), 'invalid');
    assert.equal(await ask(item, Buffer.concat([proofOf, Buffer.from('\n')])), 'invalid');
    assert.equal((await checkEntries(made.pairs(1), await trusted(), [made.of('acct:1')])).verdict, 'invalid');
  });
});
