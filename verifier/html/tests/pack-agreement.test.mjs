// Disclosure packs, clean ones, bent ones, and forged ones of an insider who may sign anything: the page and the program say the same of each,
// and name the same file and entry.
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkLog } from '../log.mjs';
import { checkPack } from '../pack.mjs';
import { blobs, exported, key, note } from './making.mjs';
import { Forger, Passkey, log, origin, policy, relist, sha256, sorted, start, witness, zip, zipped } from './packing.mjs';
import { Program, seeded, skip } from './program.mjs';

const long = process.env.CROWDCONTROL_LONG === '1';
const [passkey, colleague, stranger] = [new Passkey(), new Passkey(), key('stranger.example', 'witness')];
const evidence = Buffer.from('a page as it was seen');
const hash = sha256(evidence).toString('hex');
const signs = (over, by = passkey) => ({ fields: { reason: 'a duplicate' }, wa: (act) => by.sign(act, over) });

/** Twelve entries of two accounts, an officer's passkey and a case; `more` adds what else the case is about. */
function forged(more = () => {}) {
  const made = new Forger();
  made.register(passkey);
  for (let at = 0; at < 4; at += 1) {
    made.add('post.rejected', 'acct:3', at % 2 ? signs() : { fields: { reason: `duplicate of p:${at}`, text: [at, null, { é: true }] } });
    made.add('post.drafted', 'acct:12');
  }
  made.add('evidence.added', 'case:7', { fields: { sha256: hash } });
  more(made);
  return made;
}

const everything = ['acct:3', 'user:b81d', 'user:c002', 'case:7'];
const payload = (made, { earlier, ...options } = {}) => made.earlier(made.payload(everything, { absent: ['acct:5'], ...options }), 4, earlier).set(`data/evidence/${hash}.wacz`, evidence);
const bag = ({ more, shown = {}, change = (files) => files, made = forged(more), ...rest } = {}) => {
  return made.bag(change(payload(made, shown), made), rest);
};
const flipped = (bytes, bit) => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] ^= 1 << (bit & 7);
  return copy;
};
const put = (name, bytes) => (files) => files.set(name, Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes));
const edit = (name, from, to) => (files) => files.set(name, Buffer.from(String(files.get(name)).replace(from, to)));
const drop = (...names) => (files) => { for (const name of names) files.delete(name); return files; };
const entry = (index, what = 'entries', end = 'json') => `data/${what}/${String(index).padStart(12, '0')}.${end}`;
const values = (index) => entry(index, 'disclosures', 'jsonl');
const rows = () => [...sorted(clean)];
const bent = (name, over) => zip(rows().map(([one, bytes]) => (one === name ? [one, bytes, over] : [one, bytes])));
const signedEntry = 3; // an entry of acct:3 that the officer signed; entry 1 is one that nobody signed

const first = forged();
const clean = bag({ made: first });
const whole = zipped(clean);

/** [name, zip, policy, kept checkpoints] */
const zips = () => [
  ['a clean pack', whole], ['a pack under its own policy', whole, undefined], ['a pack under a stranger\'s policy', whole, `log ${key(origin).vkey}\nquorum none\n`],
  ['a policy that asks for another witness', whole, `log ${log.vkey}\nwitness s ${stranger.vkey}\nquorum s\n`], ['a policy that asks for nobody', whole, `log ${log.vkey}\nquorum none\n`],
  ['no bytes', Buffer.alloc(0)], ['an empty zip', zip([])], ['a byte before', zip(rows(), { before: 'x' })], ['a byte behind', Buffer.concat([whole, Buffer.of(0)])], ['a comment', zip(rows(), { comment: 'hello' })],
  ['the pack twice', Buffer.concat([whole, whole])], ['a file twice', zip([...rows(), rows().at(-1)])], ['another order', zip(rows().toReversed())],
  ...['../x', '/etc/passwd', 'data/../bagit.txt', 'data\\checkpoint', 'C:x', 'data/entries/1.json', 'data/Checkpoint', 'data/', 'bagit.txt\0', 'data/zzz', 'data/case/..', `data/case/${'a'.repeat(80)}.txt`, 'data/é.txt',
    'data/consistency/18446744073709551616-18446744073709551617.txt']
    .map((name) => [`a file called ${JSON.stringify(name)}`, zip([...rows(), [name, Buffer.from('x')]])]),
  ...Object.entries({
    'a later version': { version: 20 }, 'a flag': { flags: 8 }, 'UTF-8 names': { flags: 0x800 }, 'a compressed file': { method: 8 }, 'a time': { time: 1 }, 'a date': { date: 0x22 }, 'another check sum': { crc: 7 },
    'another length': { length: 7 }, 'four gigabytes': { length: 2 ** 32 - 1 }, 'an extra field': { extra: 'abcd' }, 'a link': { attributes: 0xa1ff0000 }, 'another name in the file': { local: { name: 'data/checkpoinx' } },
    'another length in the file': { local: { length: 1 } }, 'another check sum in the file': { local: { crc: 1 } },
  }).map(([name, over]) => [`a zip with ${name}`, bent('data/checkpoint', over)]),
  ['another name in an entry\'s file', bent(entry(1), { local: { name: entry(2) } })], ['an entry\'s other length', bent(entry(1), { length: 9 })],
  ...Array.from({ length: 12 }, (_, part) => [`${part} twelfths of the pack`, whole.subarray(0, Math.floor(whole.length * part / 12))]),
  ['a kept checkpoint', whole, policy, [first.note(4)]], ['a kept checkpoint that the pack has no proof for', whole, policy, [first.note(5)]], ['a kept checkpoint of another log with the same entries', whole, policy, [forged().note(4)]],
  ['a kept checkpoint of another history', whole, policy, [note(`${origin}\n4\n${Buffer.alloc(32).toString('base64')}\n`, log, witness)]],
  ['a kept checkpoint of another log', whole, policy, [note(`other.example\n4\n${Buffer.alloc(32).toString('base64')}\n`, log)]],
];

/** What an insider can do who puts the bag together again and has the log commit to it. [name, what bag takes] */
const bags = {
  'nothing withheld': {}, 'a field withheld': { shown: { withheld: ['1,text,third-party,"section 35, ""DPA"""'] } }, 'a signature withheld': { shown: { withheld: [`${signedEntry},wa,officer,chief`] } },
  'a field withheld that is shown': { change: put('data/redactions.csv', 'index,field,reason,authority\n1,text,a,b\n') }, 'a field withheld that is not there': { change: put('data/redactions.csv', 'index,field,reason,authority\n1,none,a,b\n') },
  'a field withheld of another entry': { change: put('data/redactions.csv', 'index,field,reason,authority\n2,text,a,b\n') }, 'a field not spoken of': { change: drop(values(1)) },
  ...Object.fromEntries(['1,text,A,b', '1,text,a,=b', '1,,a,b', '1,text,a', '1,text,a,b,c', '01,text,a,b', '1,"text",a,b', '1,text,a,"b', '1,text,a,b\n1,text,a,b', '3,wa,a,b\n1,text,a,b', '1,text,a,b"c', '1,te\u0085xt,a,b'].map((line) =>
    [`the line ${JSON.stringify(line)} in the list of redactions`, { change: (files) => drop(values(1))(put('data/redactions.csv', `index,field,reason,authority\n${line}\n`)(files)) }])),
  'another heading of redactions': { change: put('data/redactions.csv', 'field\n') }, 'no list of redactions': { change: drop('data/redactions.csv') }, 'an empty list of redactions': { change: put('data/redactions.csv', '') },
  'another value': { change: edit(values(1), 'duplicate', 'Duplicate') }, 'an empty list of values': { change: put(values(1), '') }, 'values out of order': { change: (files) => put(values(1), String(files.get(values(1))).trim().split('\n').toReversed().map((line) => `${line}\n`).join(''))(files) },
  'a value in another spelling': { change: edit(values(1), '["reason",', '["reason", ') }, 'a value without its end': { change: edit(values(1), /\n$/, '') }, 'a value nested deeply': { change: put(values(1), `["reason","${'A'.repeat(43)}",${'['.repeat(64)}${']'.repeat(64)}]\n`) },
  'no entry': { change: drop(entry(1)) }, 'no proof': { change: drop(entry(1, 'proofs', 'tlog-proof')) }, 'an entry\'s values alone': { change: drop(entry(1), entry(1, 'proofs', 'tlog-proof')) }, 'an entry left out': { change: drop(entry(1), values(1), entry(1, 'proofs', 'tlog-proof')) },
  'the last of a stream left out': { change: drop(entry(7), values(7), entry(7, 'proofs', 'tlog-proof')) }, 'another entry': { change: (files, made) => put(entry(1), made.leaves[2])(files) }, 'a proof of another entry': { change: (files) => put(entry(1, 'proofs', 'tlog-proof'), files.get(entry(3, 'proofs', 'tlog-proof')))(files) },
  'more in a proof': { change: edit(entry(1, 'proofs', 'tlog-proof'), '@v1\n', '@v1\nextra YWJj\n') }, 'an older checkpoint below a proof': { change: (files, made) => edit(entry(1, 'proofs', 'tlog-proof'), /\n\n[^]*$/, `\n\n${made.note(4)}`)(files) },
  'no statement of streams': { change: drop('data/streams/proof', 'data/streams/seal.jsonl-item') }, 'no items': { change: drop('data/streams/seal.jsonl-item') }, 'another seal': { change: edit('data/streams/proof', /^seal [0-9]+/, 'seal 1') },
  'a seal that is not there': { change: edit('data/streams/proof', /^seal [0-9]+/, 'seal 9999') }, 'another place': { change: edit('data/streams/proof', 'at 1', 'at 2') }, 'another stream': { change: edit('data/streams/proof', 'stream acct:3', 'stream acct:4') },
  'an absent stream that is there': { change: edit('data/streams/proof', 'stream acct:5', 'stream acct:3') }, 'a neighbour kept back': { change: edit('data/streams/proof', /after [0-9]+/, 'after 9') }, 'an item in another spelling': { change: edit('data/streams/seal.jsonl-item', '{"', '{ "') },
  'an item too many': { change: (files) => edit('data/streams/seal.jsonl-item', /\n$/, `\n${String(files.get('data/streams/seal.jsonl-item')).split('\n')[0]}\n`)(files) }, 'no streams': { change: (files) => put('data/streams/seal.jsonl-item', '')(edit('data/streams/proof', /\n[^]*$/, '\n')(files)) },
  'no page to read': { change: drop('data/README.html') }, 'a checkpoint of nobody': { shown: { note: (made) => made.note(undefined, [stranger]) } }, 'no policy': { change: drop('data/policy/trust.policy') }, 'a policy that is none': { change: put('data/policy/trust.policy', 'x\n') },
  'an earlier checkpoint of a stranger': { change: edit('data/consistency/4-11.txt', /— audit[^\n]*\n/, '') }, 'an earlier checkpoint under another name': { change: (files) => put('data/consistency/5-11.txt', files.get('data/consistency/4-11.txt'))(files) },
  'a false earlier checkpoint': { change: (files, made) => put('data/consistency/4-11.txt', String(files.get('data/consistency/4-11.txt')).replace(String(made.note(4)), ''))(files) },
  'evidence that is not what its name says': { change: put(`data/evidence/${'0'.repeat(64)}.wacz`, evidence) }, 'evidence that no entry speaks of': { change: put(`data/evidence/${sha256('x').toString('hex')}.mp4`, 'x') }, 'evidence not shown': { shown: { withheld: ['9,sha256,police,chief'] } },
  'a stamp of a size that is not there': { change: put('data/anchors/000000000005.tsa.tsr', 'x') }, 'papers': { change: put('data/case/case.jsonld', '{}') },
  'no cosignature of the export': { keys: [log] }, 'a cosignature of a stranger': { keys: [log, stranger, witness] }, 'a witness\'s other key': { keys: [log, key('witness.example', 'witness')] }, 'an export that nobody signed': { keys: [witness] },
  'an export of another type': { over: { t: 'disclosure.prepared' } }, 'an export of another list': { over: { obj: { id: '0'.repeat(64), k: 'pack' } } }, 'an export dated back': { over: { change: { ts: '2026-11-02T09:00:01.000Z' } } },
  'an entry dated forward': { more: (made) => made.add('post.failed', 'acct:3', { change: { ts: '2026-11-02T10:00:00.000Z' } }) }, 'an entry dated back': { more: (made) => made.add('post.failed', 'acct:3', { change: { ts: '2026-11-02T09:00:00.000Z' } }) },
  'an id twice': { more: (made) => made.add('post.failed', 'acct:3', { id: JSON.parse(made.leaves[1]).id }) }, 'a gap in a stream': { more: (made) => made.add('post.failed', 'acct:3', { change: { seq: { n: 9, p: 8, s: 'acct:3' } } }) },
  'a stream that points elsewhere': { more: (made) => made.add('post.failed', 'acct:3', { change: { seq: { n: 4, p: 5, s: 'acct:3' } } }) }, 'an anchor named too early': { more: (made) => made.add('anchor.recorded', 'case:7', { obj: { id: sha256(String(made.note(4, [witness], start / 1000 + 1000)).split('\n\n')[1]).toString('hex'), k: 'cosignature' } }), shown: { earlier: start / 1000 + 1000 } },
  'a cosignature before the entries': { shown: { note: (made) => made.note(undefined, undefined, start / 1000 - 100) } },
  'an erasure': { more: (made) => made.add('erasure.executed', 'case:7', { d: { 'erased/1/text': JSON.parse(made.leaves[1]).d.text } }), change: (files) => edit(values(1), /\["text"[^\n]*\n/, '')(files) },
  'an erasure of what is shown': { more: (made) => made.add('erasure.executed', 'case:7', { d: { 'erased/1/text': JSON.parse(made.leaves[1]).d.text } }) },
  'an erasure of another commitment': { more: (made) => made.add('erasure.executed', 'case:7', { d: { 'erased/1/text': JSON.parse(made.leaves[1]).d.reason } }), change: (files) => edit(values(1), /\["text"[^\n]*\n/, '')(files) },
  'an erasure that is none': { more: (made) => made.add('erasure.executed', 'case:7', { d: { 'erased/01/text': JSON.parse(made.leaves[1]).d.text } }) }, 'an erasure of what comes': { more: (made) => made.add('erasure.executed', 'case:7', { d: { 'erased/10/text': JSON.parse(made.leaves[1]).d.text } }) },
};

/** What an officer's signature can be, and what stands in the log of passkeys. */
const signatures = {
  'another site\'s authenticator': signs({ site: 'example.org' }), 'nobody there': signs({ flags: 4 }), 'nobody checked': signs({ flags: 1 }), 'a copy that must not be': signs({ flags: 0x15 }), 'a copied passkey': signs({ flags: 0x1d }), 'a registration': signs({ flags: 0x45 }),
  'data cut short': signs({ data: Buffer.alloc(36) }), 'data too long': signs({ data: Buffer.concat([sha256('crowdcontrol.wexmoor.police.example'), Buffer.of(5, 0, 0, 0, 7, 1)]) }), 'extensions': signs({ data: Buffer.concat([sha256('crowdcontrol.wexmoor.police.example'), Buffer.of(0x85, 0, 0, 0, 7, 0xa0)]) }),
  'another type': signs({ client: { type: 'webauthn.create' } }), 'another challenge': signs({ client: { challenge: 'AAAA' } }), 'no origin': signs({ client: { origin: undefined } }), 'an embedded page': signs({ client: { crossOrigin: true } }), 'no word of embedding': signs({ client: { crossOrigin: undefined } }),
  'nothing for embedding': signs({ client: { crossOrigin: null } }), 'a page on top': signs({ client: { topOrigin: 'https://x.example' } }), 'a member more': signs({ client: { other: [{}] } }), 'a page below the domain': signs({ client: { origin: 'https://a.crowdcontrol.wexmoor.police.example' } }),
  ...Object.fromEntries(['http://crowdcontrol.wexmoor.police.example', 'https://example.org', 'https://wexmoor.police.example', 'https://xcrowdcontrol.wexmoor.police.example', 'https://crowdcontrol.wexmoor.police.example/', 'https://crowdcontrol.wexmoor.police.example:8443',
    'https://crowdcontrol.wexmoor.police.example:443', 'https://u@crowdcontrol.wexmoor.police.example', 'HTTPS://crowdcontrol.wexmoor.police.example', 'crowdcontrol.wexmoor.police.example', ''].map((from) => [`the origin ${JSON.stringify(from)}`, signs({ client: { origin: from } })])),
  ...Object.fromEntries(['[]', '{', '{"type":"webauthn.get","type":"webauthn.get"}', '"\\ud800"', `${'['.repeat(9)}${']'.repeat(9)}`].map((clientText) => [`the client data ${clientText}`, signs({ clientText })])),
  'no DER': signs({ signature: () => Buffer.from('x') }), 'another signature': signs({ signature: (der) => flipped(der, 8 * der.length - 1) }), 'nothing signed': signs({ signature: () => Buffer.alloc(0) }),
  'a text that is no assertion': { fields: {}, wa: () => 'x' }, 'a list': { fields: {}, wa: () => '["a"]' }, 'an assertion that is no text': { fields: {}, wa: () => ({ a: 1 }) }, 'an assertion too long': { fields: {}, wa: () => 'x'.repeat(9000) },
  'a passkey that nobody registered': signs({}, colleague), 'no passkey of that officer': { ...signs(), act: { amr: 'fido2', r: 'u:c002', role: 'approver' } },
};
const register = (made, over) => made.register(colleague, 'c002', over);
const site = 'crowdcontrol.wexmoor.police.example';
const passkeys = {
  'a passkey of another officer': (made) => { register(made); made.add('post.failed', 'acct:3', signs({}, colleague)); },
  'a passkey registered twice': (made) => made.register(passkey), 'a passkey registered for somebody else': (made) => register(made, { act: { amr: 'fido2', r: 'u:b81d', role: 'x' } }),
  'a passkey that was refused': (made) => made.register(passkey, 'b81d', { out: 'refused' }), 'a revoked passkey': (made) => { made.register(passkey, 'b81d', { t: 'user.credential-revoked' }); made.add('post.failed', 'acct:3', signs()); },
  'a passkey revoked later': (made) => { made.add('post.failed', 'acct:3', signs()); made.register(passkey, 'b81d', { t: 'user.credential-revoked' }); },
  ...Object.fromEntries(['', 'x', `${site}/`, `${site}/AAAA`, `${site}/${'A'.repeat(122)}`, `Site.example/${colleague.spki.toString('base64url')}`, `1.2.3.4/${colleague.spki.toString('base64url')}`, `a..b/${colleague.spki.toString('base64url')}`,
    `-a.b/${colleague.spki.toString('base64url')}`, `${site}/${colleague.spki.toString('base64')}`, `${site}/${colleague.spki.toString('base64url')}/x`, `${site}/${flipped(colleague.spki, 700).toString('base64url')}`, `localhost/${colleague.spki.toString('base64url')}`]
    .map((id, at) => [`a passkey that stands in form ${at}, ${JSON.stringify(id.slice(0, 50))}`, (made) => register(made, { obj: { id: id === '' ? '-' : id, k: 'credential' } })])),
};

const lineOf = (made, size, time) => String(made.note(size, [witness], time)).split('\n\n')[1];
const recorded = (time) => (made) => made.add('anchor.recorded', 'sys:log1', { obj: { id: sha256(lineOf(made, 4, time)).toString('hex'), k: 'cosignature' } });
/** [name, what stands in it more, further files of the export] */
const logs = [
  ['officers\' signatures'], ...Object.entries(passkeys), ['a signature without a passkey', (made) => made.add('post.failed', 'acct:3', { ...signs(), act: { amr: 'fido2', r: 'u:c002', role: 'approver' } })],
  ['an entry after it was closed', (made) => { made.add('log.closed', 'sys:log1'); made.add('post.failed', 'acct:3'); }], ['its end', (made) => made.add('log.closed', 'sys:log1')],
  ['a witness\'s line', undefined, (made) => ({ 'ckpt/000000000004': made.note(4, [log]), 'cosig/000000000004/witness.example': lineOf(made, 4) })],
  ['a witness\'s line under another name', undefined, (made) => ({ 'ckpt/000000000004': made.note(4, [log]), 'cosig/000000000004/witness': lineOf(made, 4) })],
  ['a witness that knew of entries too early', undefined, (made) => ({ 'ckpt/000000000004': made.note(4, undefined, start / 1000 - 100) })],
  ['entries kept from a witness', undefined, (made) => ({ 'ckpt/000000000004': made.note(4, undefined, start / 1000 + 5000) })],
  ['an anchor that it names', recorded(start / 1000 + 60), (made) => ({ 'ckpt/000000000004': made.note(4, [log]), 'cosig/000000000004/witness.example': lineOf(made, 4, start / 1000 + 60) })],
  ['an anchor that it names too early', recorded(start / 1000 + 600), (made) => ({ 'ckpt/000000000004': made.note(4, [log]), 'cosig/000000000004/witness.example': lineOf(made, 4, start / 1000 + 600) })],
];

describe('The page and the program agree on', { skip }, () => {
  let program;
  before(() => { program = new Program(); });
  after(() => program.close());

  const agree = (bytes, policyText = policy, kept = []) => program.agree((trusted) => checkPack(new Blob([bytes]), trusted, { kept }), policyText,
    ['pack', program.file(bytes), ...kept.flatMap((one) => ['--witness', program.file(one)])], { place: kept.length === 0 });

  for (const [name, bytes, ...rest] of zips()) {
    it(`a zip: ${name}`, () => (rest.length > 0 && rest[0] === undefined
      ? program.agree(() => checkPack(new Blob([bytes])), undefined, ['pack', program.file(bytes)], { place: true }) : agree(bytes, ...rest)));
  }

  for (const [name, options] of Object.entries(bags)) it(`a pack with ${name}`, () => agree(zipped(bag(options))));

  for (const [name, options] of Object.entries(signatures)) {
    it(`an officer's signature: ${name}`, () => agree(zipped(bag({ more: (made) => made.add('post.failed', 'acct:3', options) }))));
  }

  for (const [name, more] of Object.entries(passkeys)) it(`a record with ${name}`, () => agree(zipped(bag({ more }))));

  it('a record without the passkey\'s registration', () => agree(zipped(bag({ change: drop(entry(0), entry(0, 'proofs', 'tlog-proof'), 'data/streams/proof', 'data/streams/seal.jsonl-item') }))));

  for (const name of clean.keys()) it(`a bag without ${name}`, () => agree(zipped(drop(name)(new Map(clean)))));

  for (const name of clean.keys()) it(`a bag without ${name} whose lists agree`, () => agree(zipped(name === 'export.tlog-proof' ? drop(name)(new Map(clean)) : drop(name)(relist(drop(name)(new Map(clean)))))));

  for (const [name, more, over = () => ({})] of logs) {
    it(`a whole log with ${name}`, () => {
      const made = forged(more);
      const [files, place] = [exported(made.leaves, made.note()), `log-${name.replaceAll(/[^a-z ]/g, '')}`];
      for (const [inside, bytes] of Object.entries(over(made))) files.set(inside, Buffer.from(bytes));
      for (const [inside, bytes] of files) program.file(bytes, `${place}/${inside}`);
      return program.agree((trusted) => checkLog(blobs(files), trusted), policy, ['log', path.join(program.folder, place)]);
    });
  }

  it('any one bit of a pack flipped', async () => {
    const next = seeded(3);
    for (let count = 0; count < (long ? whole.length * 8 : 250); count += 1) await agree(flipped(whole, long ? count : next(whole.length * 8)));
  });

  it('any one bit of a file flipped, and the bag made to agree with it', async () => {
    const next = seeded(4);
    for (let count = 0; count < (long ? 20_000 : 60); count += 1) {
      const name = [...clean.keys()][next(clean.size)];
      const files = new Map(clean).set(name, flipped(clean.get(name), next(clean.get(name).length * 8)));
      await agree(zipped(name === 'export.tlog-proof' ? files : relist(files)));
    }
  });

  it('any one bit of a file flipped, and the log made to commit to it', async () => {
    const [next, made] = [seeded(5), forged()];
    const good = payload(made);
    for (let count = 0; count < (long ? 20_000 : 150); count += 1) {
      const name = [...good.keys()][next(good.size)];
      const bytes = name === 'data/checkpoint' ? good.get(name) : flipped(good.get(name), next(good.get(name).length * 8));
      await agree(zipped(made.bag(new Map(good).set(name, bytes))));
    }
  });
});
