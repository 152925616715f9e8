// Disclosure packs to check, made by somebody who may sign whatever they like, after the same documents by other means than the checks use.
import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { consistency, json, key, lines, note, path, proof, root, statement } from './making.mjs';

export const origin = 'audit.wexmoor.police.example/log/1';
export const [log, witness] = [key(origin), key('witness.example', 'witness')];
export const policy = `log ${log.vkey}\nwitness w ${witness.vkey}\nquorum w\n`;
export const sha256 = (...parts) => parts.reduce((sha, part) => sha.update(part), createHash('sha256')).digest();
const site = 'crowdcontrol.wexmoor.police.example';
export const start = Date.UTC(2026, 10, 2, 9);
const numbered = (index) => String(index).padStart(12, '0');
const above = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt', 'export.tlog-proof'];
const saltOf = (index, name) => sha256('salt', String(index), name);

/** A passkey in memory: `over` bends what a browser and an authenticator would say. */
export class Passkey {
  #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  spki = this.#pair.publicKey.export({ type: 'spki', format: 'der' });

  sign(act, over = {}) {
    const said = { type: 'webauthn.get', challenge: sha256(json(act)).toString('base64url'), origin: `https://${site}`, crossOrigin: false, ...over.client };
    const client = Buffer.from(over.clientText ?? JSON.stringify(said));
    const data = over.data ?? Buffer.concat([sha256(over.site ?? site), Buffer.of(over.flags ?? 5, 0, 0, 0, 7)]);
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.#pair.privateKey);
    return json({
      authenticatorData: data.toString('base64url'), clientDataJSON: client.toString('base64url'), key: sha256(this.spki).toString('base64url'),
      signature: (over.signature?.(signature) ?? signature).toString('base64url'),
    });
  }
}

/** A log whose author can do anything. Values are what stands behind the commitments of its entries. */
export class Forger {
  leaves = [];
  values = new Map();
  #streams = new Map();

  /** `fields` are committed to. `wa` makes the assertion of the act from the entry without wa, seq and ts. */
  add(t, s, { fields = {}, wa, change = {}, d = {}, ...over } = {}) {
    const [index, { n, last }] = [this.leaves.length, this.#streams.get(s) ?? { n: -1, last: -1 }];
    const values = Object.entries(fields);
    const act = {
      act: { amr: 'fido2', r: 'u:b81d', role: 'approver' }, app: 'crowdcontrol/1.4.0+9f3c2e1', id: `01a19b8a-cd78-7000-8000-${numbered(index)}`,
      obj: { id: `p:${index}`, k: 'post' }, out: 'ok', pol: '2026-09/1', t, v: 1, ...over,
      d: { ...Object.fromEntries(values.map(([name, value]) => [name, this.commit(index, name, value)])), ...d },
    };
    if (wa !== undefined) values.push(['wa', wa(act)]);
    const signed = wa === undefined ? {} : { wa: this.commit(index, 'wa', values.at(-1)[1]) };
    this.leaves.push(Buffer.from(json({ ...act, ...signed, seq: { n: n + 1, p: last, s }, ts: new Date(start + index * 1000).toISOString(), ...change })));
    this.#streams.set(s, { n: n + 1, last: index });
    this.values.set(index, values);
    return index;
  }

  register(passkey, member = 'b81d', over = {}) {
    const obj = { id: `${site}/${passkey.spki.toString('base64url')}`, k: 'credential' };
    return this.add('user.credential-registered', `user:${member}`, { obj, act: { amr: 'fido2', r: `u:${member}`, role: 'approver' }, ...over });
  }

  commit = (index, name, value) => createHmac('sha256', saltOf(index, name)).update(json([name, value])).digest('base64url');

  note = (size = this.leaves.length, keys = [log, witness], time = start / 1000 + size + 59) =>
    note(statement(origin, this.leaves, size), ...keys.map((one) => ({ sign: (text) => one.sign(text, time) })));

  /** Seals all streams, and gives the payload that shows every entry of the chosen ones. */
  payload(chosen = ['acct:3'], { withheld = [], absent = [], note: made } = {}) {
    const items = [...this.#streams].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map(([s, item]) => Buffer.from(json({ ...item, s })));
    const id = `20261102/${this.leaves.length}/${items.length}/${root(items).toString('hex')}`;
    const seal = this.add('streams.seal', 'sys:log1', { obj: { id, k: 'streams' } });
    const place = (word, at) => `${word} ${at}\n${lines(path(at, items))}`;
    const at = (s) => items.findIndex((item) => JSON.parse(item).s === s);
    const proved = chosen.filter((s) => at(s) >= 0);
    const between = absent.map((s) => items.findIndex((item) => Buffer.compare(Buffer.from(JSON.parse(item).s), Buffer.from(s)) > 0));
    const neighbours = (after) => [...(after === 0 ? [] : [['before', (after < 0 ? items.length : after) - 1]]), ...(after < 0 ? [] : [['after', after]])];
    const used = [...proved.map(at), ...between.flatMap((after) => neighbours(after).map(([, one]) => one))];
    const files = new Map([
      ['data/checkpoint', made?.(this) ?? this.note()], ['data/policy/trust.policy', Buffer.from(policy)], ['data/README.html', Buffer.from('<p>Plain words.</p>')],
      ['data/redactions.csv', Buffer.from(`index,field,reason,authority\n${withheld.map((line) => `${line}\n`).join('')}`)],
      ['data/streams/seal.jsonl-item', Buffer.from(used.map((one) => `${items[one]}\n`).join(''))],
      ['data/streams/proof', Buffer.from(`seal ${seal}\n${proved.map((s) => `stream ${s}\n${place('at', at(s))}`).join('')}${
        absent.map((s, one) => `stream ${s}\n${neighbours(between[one]).map(([word, where]) => place(word, where)).join('')}`).join('')}`)],
    ]);
    for (const [index, leaf] of this.leaves.entries()) {
      if (index === seal || chosen.includes(JSON.parse(leaf).seq.s)) this.show(files, index, withheld);
    }
    return files;
  }

  show(files, index, withheld = []) {
    files.set(`data/entries/${numbered(index)}.json`, this.leaves[index]);
    files.set(`data/proofs/${numbered(index)}.tlog-proof`, proof(index, this.leaves.slice(0, sizeOf(files)), files.get('data/checkpoint')));
    const shown = this.values.get(index).filter(([name]) => !withheld.some((line) => line.startsWith(`${index},${name},`)));
    const rows = shown.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${json([name, saltOf(index, name).toString('base64url'), value])}\n`);
    if (rows.length > 0) files.set(`data/disclosures/${numbered(index)}.jsonl`, Buffer.from(rows.join('')));
  }

  earlier(files, old, time) {
    const size = sizeOf(files);
    files.set(`data/consistency/${old}-${size}.txt`, Buffer.from(`old ${old}\n${lines(consistency(old, this.leaves.slice(0, size)))}\n${this.note(old, undefined, time)}`));
    return files;
  }

  /** Has the log commit to the payload, and puts the bag together. `over` changes the committing entry. */
  bag(payload, { keys, over = {} } = {}) {
    const [old, manifest] = [sizeOf(payload), listOf(payload)];
    const before = this.#streams.get('case:7');
    const index = this.add('disclosure.exported', 'case:7', { obj: { id: sha256(manifest).toString('hex'), k: 'pack' }, ...over });
    const leaf = this.leaves[index];
    const extra = Buffer.concat([Buffer.of(leaf.length >> 8, leaf.length & 255), leaf, ...consistency(old, this.leaves)]);
    const made = String(proof(index, this.leaves, this.note(undefined, keys))).replace('@v1\n', `@v1\nextra ${extra.toString('base64')}\n`);
    // So that the next bag of the same log is like this one.
    this.leaves.pop();
    if (before === undefined) this.#streams.delete('case:7'); else this.#streams.set('case:7', before);
    return relist(new Map([...payload, ['bagit.txt', Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')], ['export.tlog-proof', Buffer.from(made)]]));
  }
}

const sizeOf = (files) => Number(String(files.get('data/checkpoint')).split('\n')[1]);
const rank = (name) => (above.includes(name) ? above.indexOf(name) : above.length);
export const sorted = (files) => new Map([...files].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)));
const listOf = (files) => [...sorted(files)].map(([name, bytes]) => `${sha256(bytes).toString('hex')}  ${name}\n`).join('');

/** Writes the lists anew, so that a bag agrees with itself again. */
export function relist(files) {
  const made = new Map(files);
  const [payload, is] = [new Map([...made].filter(([name]) => name.startsWith('data/'))), (name) => name.startsWith('data/') || name === above[3]];
  made.set(above[2], Buffer.from(listOf(payload)));
  const [, extra, index] = /extra (.*)\nindex (.*)\n/.exec(String(made.get(above[4]))) ?? [];
  const leaf = extra === undefined ? { ts: '', app: '' } : JSON.parse(Buffer.from(extra, 'base64').toString().match(/\{.*?"v":1(,"wa":"[^"]*")?\}/)[0]);
  const bytes = [...payload.values()].reduce((sum, one) => sum + one.length, 0);
  made.set(above[1], Buffer.from(`Bag-Software-Agent: ${leaf.app}\nBagging-Date: ${leaf.ts.slice(0, 10)}\n`
    + `External-Identifier: ${origin}/entry/${index}\nPayload-Oxum: ${bytes}.${payload.size}\n`));
  made.set(above[3], Buffer.from(listOf(new Map([...made].filter(([name]) => !is(name))))));
  return made;
}

/** A zip; `rows` are [name, bytes, what is to be otherwise in its headers]. */
export function zip(rows, { before = '', after = '', comment = '' } = {}) {
  const parts = [Buffer.from(before, 'latin1')], directory = [];
  let at = parts[0].length;
  for (const [name, bytes, { version = 10, flags = 0, method = 0, time = 0, date = 0x21, crc = crc32(bytes), length = bytes.length, extra = '', attributes = 0, local = {} } = {}] of rows) {
    const header = (over = {}) => {
      const head = Buffer.alloc(26);
      head.writeUInt16LE(version, 0);
      head.writeUInt16LE(flags, 2);
      head.writeUInt16LE(method, 4);
      head.writeUInt16LE(time, 6);
      head.writeUInt16LE(date, 8);
      head.writeUInt32LE(over.crc ?? crc, 10);
      head.writeUInt32LE(over.length ?? length, 14);
      head.writeUInt32LE(over.length ?? length, 18);
      head.writeUInt16LE(name.length, 22);
      head.writeUInt16LE(extra.length, 24);
      return head;
    };
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(attributes, 6);
    tail.writeUInt32LE(at, 10);
    const entry = Buffer.concat([Buffer.of(0x50, 0x4b, 3, 4), header(local), Buffer.from((local.name ?? name) + extra, 'latin1'), bytes]);
    directory.push(Buffer.of(0x50, 0x4b, 1, 2, 10, 0), header(), tail, Buffer.from(name + extra, 'latin1'));
    parts.push(entry);
    at += entry.length;
  }
  const [listed, end] = [Buffer.concat(directory), Buffer.alloc(18)];
  end.writeUInt16LE(rows.length, 4);
  end.writeUInt16LE(rows.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...parts, listed, Buffer.of(0x50, 0x4b, 5, 6), end, Buffer.from(comment + after, 'latin1')]);
}

export const zipped = (files) => zip([...sorted(files)]);
