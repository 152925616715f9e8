import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { Invalid } from '../bytes.mjs';
import { canonical, commitment, parseCanonical, parseLeaf } from '../leaf.mjs';
import { entries } from './making.mjs';
import { read, vectors } from './vectors.mjs';

const illustrated = '{"act":{"amr":"fido2","r":"u:b81d","role":"approver"},"app":"crowdcontrol/1.4.0+9f3c2e1",'
  + '"d":{"reason":"TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao"},"id":"01a19b8a-cd78-7000-8000-0000000000b2","obj":{"id":"p:77aa","k":"post"},'
  + '"out":"ok","pol":"2026-09/1","seq":{"n":5,"p":880,"s":"acct:3"},"t":"post.rejected","ts":"2026-11-02T09:15:27.480Z","v":1}';

describe('Entries', () => {
  it('the one printed in the design is read', () => {
    assert.equal(parseLeaf(Buffer.from(illustrated), 913n).seq.n, 5);
  });

  it('no bit of it can be flipped without either another hash or a refusal, and never a crash', () => {
    const bytes = Buffer.from(illustrated);
    let refused = 0;
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      try {
        const leaf = parseLeaf(bytes, 913n);
        assert.equal(canonical(leaf), bytes.toString());
      } catch (error) {
        assert.ok(error instanceof Invalid, error.stack);
        refused += 1;
      }
      bytes[bit >> 3] ^= 1 << (bit & 7);
    }
    assert.ok(refused > 1500, `${refused}`);
  });

  it('the commitment printed in the design comes out, and no other value has it', async () => {
    const salt = Buffer.from('202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f', 'hex');

    assert.equal(await commitment('reason', salt, 'duplicate of p:77a9'), 'TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao');
    assert.notEqual(await commitment('reason', salt, 'duplicate of p:77a8'), 'TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao');
  });

  for (const [name, from, to] of [
    ['of another version', '"v":1}', '"v":2}'], ['with a field that is not known', '"v":1}', '"v":1,"z":1}'], ['without a field', '"pol":"2026-09/1",', ''],
    ['with white space', '"v":1}', '"v": 1}'], ['with a key twice', '"v":1}', '"v":1,"v":1}'], ['with keys in another order', '"k":"post"', '"k":"post","a":"b"'],
    ['with a number in another spelling', '"n":5', '"n":5.0'], ['with a number beyond 2^53', '"n":5', '"n":9007199254740993'], ['with a fraction', '"n":5', '"n":5.5'],
    ['with an escape that is not needed', 'p:77aa', 'p:77\\u0061a'], ['with half a surrogate pair', 'p:77aa', '\\ud800'], ['with an upper-case id', '01a19b8a', '01A19B8A'],
    ['with a random id', '-7000-', '-4000-'], ['without milliseconds', '.480Z', 'Z'], ['on a day that is none', '2026-11-02', '2026-02-30'],
    ['with a stream of no kind', 'acct:3', 'thing:3'], ['with a first entry that follows another', '"n":5', '"n":0'], ['that follows itself', '"p":880', '"p":913'],
    ['with a commitment that is too short', '5rao"', '5ra"'], ['with stray bits in a commitment', '5rao"', '5rap"'], ['with a byte order mark', '{"act"', '\ufeff{"act"'],
  ]) {
    it(`an entry ${name} is refused`, () => {
      assert.ok(illustrated.includes(from));
      assert.throws(() => parseLeaf(Buffer.from(illustrated.replace(from, to)), 913n), Invalid);
    });
  }

  it('an entry of more than 8 KiB is refused', () => {
    const [long] = entries(1, { change: (entry) => ({ ...entry, out: 'x'.repeat(8000) }) });

    assert.throws(() => parseLeaf(long, 0n), /8,192/);
  });
});

describe('Canonical JSON', () => {
  for (const [name, start] of Object.entries({ arrays: '099601b1', french: 'd99d0ebd', structures: '605f6500', unicode: '0d99aad9', values: '2d5e01a3', weird: '6af595a9' })) {
    it(`the published example "${name}" is spelt as published`, vectors('jcs'), () => {
      const spelt = canonical(JSON.parse(new TextDecoder().decode(read(`jcs/testdata/input/${name}.json`))));

      assert.equal(spelt, new TextDecoder().decode(read(`jcs/testdata/output/${name}.json`)));
      assert.equal(createHash('sha256').update(spelt).digest('hex').slice(0, 8), start);
    });
  }

  it('numbers are spelt as ECMAScript spells them, and only those that can be held', () => {
    assert.equal(canonical([1e30, 4.5, 2e-3, 1e-27, -0, 333333333.33333329]), '[1e+30,4.5,0.002,1e-27,0,333333333.3333333]');
    assert.throws(() => parseCanonical(Buffer.from('[1e400]'), 'This'), Invalid);
    assert.throws(() => parseCanonical(Buffer.from('['.repeat(7000) + ']'.repeat(7000)), 'This', 6), /deep/);
  });
});
