// The page's checks and the program "verify" were written apart, after one document. Here each sees the same files, and both must say the same.
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkCheckpoints } from '../compare.mjs';
import { checkProof } from '../entries.mjs';
import { checkLog } from '../log.mjs';
import { blobs, consistency, entries, exported, json, key, lines, note, proof, root, statement } from './making.mjs';
import { Program, seeded, skip } from './program.mjs';

const origin = 'audit.wexmoor.police.example/log/1';
const [log, later, witness, other] = [key(origin), key(origin), key('witness.example', 'witness'), key('other.example', 'witness')];
const policy = `log ${log.vkey}\nwitness w ${witness.vkey}\nquorum w\n`;
const both = `log ${log.vkey}\nlog ${later.vkey}\nwitness w ${witness.vkey}\nquorum w\n`;
const few = entries(5);
const many = entries(300);
const changedMany = entries(300, { change: (entry, index) => (index === 3 ? { ...entry, out: 'no' } : entry) });
const at = (size, keys = [log, witness], leaves = many) => note(statement(origin, leaves, size), ...keys);
const text = statement(origin, few);
const signed = (lines) => Buffer.from(`${text}\n${log.sign(text)}${witness.sign(text)}${lines}`);

function proofCases() {
  const good = proof(2, few, signed(''));
  const cases = [
    ['a good entry', good, few[2]], ['another entry', good, few[3]], ['no cosignature', proof(2, few, note(text, log)), few[2]],
    ['only a cosignature', proof(2, few, note(text, witness)), few[2]], ['a stranger\'s key', proof(2, few, note(text, later, witness)), few[2]],
    ['a stranger\'s line', proof(2, few, note(text, log, later, witness, other)), few[2]], ['two lines of the log', proof(2, few, note(text, log, log, witness)), few[2]],
    ['the second spelling of a signature', proof(2, few, Buffer.from(`${text}\n${log.highS(text)}${witness.sign(text)}`)), few[2]],
    ['an extension line', proof(2, few, note(`${text}more\n`, log, witness)), few[2]], ['an extra line', Buffer.from(String(good).replace('@v1\n', '@v1\nextra YWJj\n')), few[2]],
    ['a cosignature of 1970', proof(2, few, Buffer.from(`${text}\n${log.sign(text)}${witness.sign(text, 0)}`)), few[2]],
    ['a cosignature beyond 63 bits', proof(2, few, Buffer.from(`${text}\n${log.sign(text)}${witness.sign(text, 2n ** 63n)}`)), few[2]],
    ...['a\x7f', 'a\x80', 'a\u0085', 'a b', 'a+b', 'a\u2028', 'é', '\ufeff'].map((name) => [`a line of ${JSON.stringify(name)}`, proof(2, few, signed(`— ${name} AAAAAAA=\n`)), few[2]]),
    ['64 lines', proof(2, few, signed('— x AAAAAAA=\n'.repeat(62))), few[2]], ['65 lines', proof(2, few, signed('— x AAAAAAA=\n'.repeat(63))), few[2]],
    ['stray bits in a stranger\'s line', proof(2, few, signed('— x AAAAAAB=\n')), few[2]], ['a stranger\'s key id alone', proof(2, few, signed('— x AAAAAA==\n')), few[2]],
    ['a last line end too many', Buffer.concat([good, Buffer.from('\n')]), few[2]], ['a line end behind the entry', good, Buffer.concat([few[2], Buffer.from('\n')])],
  ];
  const next = seeded(1);
  for (let count = 0; count < 40; count += 1) {
    const [bytes, leaf] = [Buffer.from(good), Buffer.from(few[2])];
    const [into, name] = count % 2 ? [bytes, 'proof'] : [leaf, 'entry'];
    const bit = next(into.length * 8);
    into[bit >> 3] ^= 1 << (bit & 7);
    cases.push([`bit ${bit} of the ${name} flipped`, bytes, leaf]);
  }
  return cases;
}

const leafChanges = {
  'a field more': { z: 1 }, 'a field less': { pol: undefined }, 'another version': { v: 2 }, 'no commitments': { d: {} }, 'a commitment without a name': { d: { '': 'TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao' } },
  'a short commitment': { d: { a: 'abc' } }, 'a type in capitals': { t: 'Post.Rejected' }, 'a type of one word': { t: 'heartbeat' }, 'a type with digits': { t: '1.b2-c' }, 'a type of two dots': { t: 'a..b' },
  'a type of 65 letters': { t: 'x'.repeat(65) }, 'an empty outcome': { out: '' }, 'half a pair': { out: '\ud800' }, 'a letter and its accent': { out: 'e\u0301' }, 'a random id': { id: '01a19b8a-cd78-4000-8000-0000000000b2' },
  'no milliseconds': { ts: '2026-11-02T09:15:27Z' }, 'a day that is none': { ts: '2026-02-30T09:15:27.480Z' }, 'a leap second': { ts: '2026-12-31T23:59:60.000Z' }, 'the year 0': { ts: '0000-01-01T00:00:00.000Z' },
  'a kind of stream that is none': { seq: { n: 0, p: -1, s: 'thing:1' } }, 'a stream without a name': { seq: { n: 0, p: -1, s: 'acct:' } }, 'a first entry after another': { seq: { n: 0, p: 0, s: 'acct:2' } },
  'a second entry after none': { seq: { n: 1, p: -1, s: 'acct:2' } }, 'an entry after itself': { seq: { n: 1, p: 2, s: 'acct:2' } }, 'more entries before it than there are': { seq: { n: 5, p: 1, s: 'acct:2' } },
  'a list of names for the actor': { act: ['a', 'b', 'c'] }, 'an actor without a method': { act: { r: 'u:1', role: 'x' } }, 'an object with a field more': { obj: { id: 'p:1', k: 'post', z: '1' } }, 'a passkey that is none': { wa: 'x' },
  'a passkey': { wa: 'TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao' }, 'more than 8 KiB': { out: 'x'.repeat(8000) },
};

const policies = {
  'a url': policy.replace('\nw', ' https://x\nw'), 'a group': both.replace('quorum w', `witness o ${other.vkey}\ngroup g any w o\nquorum g`), 'a group that is not met': both.replace('quorum w', `witness o ${other.vkey}\ngroup g all w o\nquorum g`),
  'no quorum': `log ${log.vkey}\n`, 'a quorum of nobody': `log ${log.vkey}\nquorum none\n`, 'two quorums': `${policy}quorum w\n`, 'no last line end': policy.slice(0, -1), 'CR LF': policy.replaceAll('\n', '\r\n'),
  'a P-256 witness': policy.replace('quorum', `witness p ${later.vkey}\nquorum`), 'a log with a key of a witness': `log ${other.vkey}\n${policy}`, 'an unknown word': `${policy}believe everyone\n`,
  'the key in force': `${policy}#cc valid ${log.id} 0 5\n`, 'the key out of force': `${policy}#cc valid ${log.id} 0 4\n`, 'the key in force a second time': `${policy}#cc valid ${log.id} 0 4\n#cc valid ${log.id} 5 9\n`,
  'limits of a key that is not there': `${policy}#cc valid 00000000 0 4\n`, 'limits before the key': `#cc valid ${log.id} 0 5\n${policy}`, 'limits behind a space': `${policy} #cc valid ${log.id} 0 4\n`, 'limits behind a tab': `${policy}#cc\tvalid ${log.id} 0 4\n`,
  'an authority': `${policy}#cc tsa ${'ab'.repeat(32)} 15\n`, 'a ledger': `${policy}#cc ledger ${'ab'.repeat(32)} 15\n`, 'an authority without a hash': `${policy}#cc tsa x 15\n`, 'a comment': `${policy}#ccvalid\n#cc\n`,
};

function comparisons() {
  const withProof = (old, size, checkpoint = at(size)) => Buffer.from(`old ${old}\n${lines(consistency(old, many.slice(0, size)))}\n${checkpoint}`);
  const changed = (size, keys) => at(size, keys, changedMany);
  return [
    ['a proof', at(5), withProof(5, 9)], ['a proof, the later first', withProof(5, 9), at(5)], ['no proof', at(5), at(9)], ['the same twice', at(9), at(9)], ['a proof from another size', at(5), withProof(4, 9)],
    ['an empty log', at(0), at(9)], ['another history', changed(5), withProof(5, 9)], ['a fork', at(9), changed(9)], ['a fork that a stranger signed', at(9), changed(9, [later, witness])],
    ['no cosignature', at(5, [log]), withProof(5, 9, at(9, [log]))], ['a proof too long', at(5), Buffer.from(String(withProof(5, 9)).replace('\n\n', `\n${lines([Buffer.alloc(32)])}\n`))],
  ];
}

function logCases() {
  const whole = exported(many, at(300));
  const put = (name, bytes) => new Map(whole).set(name, Buffer.from(bytes));
  const without = (name) => { const made = new Map(whole); made.delete(name); return made; };
  const entry100 = (change) => {
    const leaves = entries(300, { change: (entry, index) => (index === 100 ? { ...entry, ...change } : entry) });
    return exported(leaves, at(300, undefined, leaves));
  };
  const streams = new Map(many.slice(0, 100).map((leaf, index) => [JSON.parse(leaf).seq.s, { last: index, n: JSON.parse(leaf).seq.n }]));
  const items = [...streams].sort().map(([s, item]) => Buffer.from(json({ ...item, s })));
  const seal = (size, hash = root(items).toString('hex')) => ({ t: 'streams.seal', obj: { id: `20261102/${size}/${items.length}/${hash}`, k: 'seal' } });
  const cases = [
    ['a good one', whole], ['an empty one', exported([], at(0))], ['one of 256', exported(many.slice(0, 256), at(256))],
    ['no bundle', without('tile/entries/000')], ['no tile', without('tile/0/001.p/44')], ['no upper tile', without('tile/1/000.p/1')],
    ['an earlier partial tile', put('tile/0/001.p/43', whole.get('tile/0/001.p/44').subarray(0, 43 * 32))], ['a false earlier partial tile', put('tile/0/001.p/43', Buffer.alloc(43 * 32))],
    ['a larger partial tile', put('tile/0/001.p/45', Buffer.alloc(45 * 32))], ['an upper tile too many', put('tile/2/000.p/1', Buffer.alloc(32))], ['a tile of width 0', put('tile/0/000.p/0', '')],
    ['a stray file', put('README.txt', 'x')], ['a policy', put('trust.policy', policy)], ['an earlier checkpoint', put('ckpt/000000000009', at(9))], ['an earlier checkpoint in a short name', put('ckpt/9', at(9))],
    ['a checkpoint of another size than its name', put('ckpt/000000000010', at(9))], ['an earlier checkpoint of another history', put('ckpt/000000000009', at(9, undefined, changedMany))], ['a stranger\'s checkpoint', put('ckpt/000000000009', at(9, [later]))],
    ['no cosignature', exported(many, at(300, [log]))], ['a cosignature beside it', exported(many, at(300, [log])).set('ckpt/000000000300', at(300))],
    ['another history', exported(changedMany, at(300))], ['a cut tail', exported(many.slice(0, 290), at(300))], ['time that goes back', entry100({ ts: '2026-11-02T09:15:20.000Z' })], ['the same id twice', entry100({ id: JSON.parse(many[3]).id })],
    ['a gap in a stream', entry100({ seq: { n: 40, p: 99, s: 'acct:1' } })], ['a true seal', entry100(seal(100))], ['a false seal', entry100(seal(100, '0'.repeat(64)))], ['a seal of the future', entry100(seal(101))], ['a seal that says nothing', entry100({ t: 'streams.seal' })],
    ['a list without a seal', put('streams/20261102.jsonl', `${items[0]}\n`)], ['a list with its seal', entry100(seal(100)).set('streams/20261102.jsonl', Buffer.from(items.map((item) => `${item}\n`).join('')))],
    ['another list than sealed', entry100(seal(100)).set('streams/20261102.jsonl', Buffer.from(`${items[0]}\n`))],
    ['a kept checkpoint', whole, [at(9)]], ['a kept checkpoint of another history', whole, [at(9, undefined, changedMany)]], ['a kept checkpoint of more entries', exported(many.slice(0, 290), at(290)), [at(300)]],
    ['a kept checkpoint of a stranger', whole, [at(9, [later])]],
  ];
  const next = seeded(2);
  for (let count = 0; count < 30; count += 1) {
    const name = [...whole.keys()][next(whole.size)];
    const bit = next(whole.get(name).length * 8);
    const bytes = Buffer.from(whole.get(name));
    bytes[bit >> 3] ^= 1 << (bit & 7);
    cases.push([`bit ${bit} of ${name} flipped`, put(name, bytes)]);
  }
  return cases;
}

describe('The page and the program agree on', { skip }, () => {
  let program, count = 0;
  before(() => { program = new Program(); });
  after(() => program.close());

  const agreeOnEntry = (bytes, leaf, policyText = policy) =>
    program.agree((trusted) => checkProof(bytes, leaf, trusted), policyText, ['proof', program.file(bytes), program.file(leaf)]);

  for (const [name, bytes, leaf] of proofCases()) it(`a proof with ${name}`, () => agreeOnEntry(bytes, leaf));

  for (const [name, change] of Object.entries(leafChanges)) {
    it(`an entry with ${name}`, () => {
      const leaves = entries(5, { change: (entry, index) => (index === 2 ? { ...entry, ...change } : entry) });
      return agreeOnEntry(proof(2, leaves, note(statement(origin, leaves), log, witness)), leaves[2]);
    });
  }

  for (const [name, policyText] of Object.entries(policies)) it(`a policy with ${name}`, () => agreeOnEntry(proof(2, few, signed('')), few[2], policyText));

  for (const [name, a, b] of comparisons()) {
    it(`two checkpoints with ${name}`, () =>
      program.agree((trusted) => checkCheckpoints(a, b, trusted), policy, ['consistency', program.file(a), program.file(b)]));
  }

  for (const [name, files, kept = []] of logCases()) {
    it(`a log with ${name}`, () => {
      const place = `log${count += 1}`;
      for (const [inside, bytes] of files) program.file(bytes, `${place}/${inside}`);
      const witnessed = kept.flatMap((bytes) => ['--witness', program.file(bytes)]);
      return program.agree((trusted) => checkLog(blobs(files), trusted, { kept }), policy, ['log', path.join(program.folder, place), ...witnessed]);
    });
  }
});
