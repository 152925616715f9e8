import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Invalid } from '../bytes.mjs';
import { fromDer, openNote, parseKey } from '../notes.mjs';
import { key, note } from './making.mjs';

const refused = (work, why) => assert.rejects(async () => work(), (error) => error instanceof Invalid && (why === undefined || why.test(error.message)));

const neumann = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const published = [
  ['golang/mod, first signer', neumann,
    'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'],
  ['golang/mod, second signer', 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop',
    'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n\n— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'],
  ['C2SP signed-note', 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'],
  ['Rekor, P-256', 'rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=',
    'Rekor\n798034\nf+7CoKgXKE/tNys9TTXcr/ad6U/K3xvznmzew9y6SP0=\n\n— rekor.sigstore.dev wNI9ajBEAiARInWIWyCdyG27CO6LPnPekyw20qO0YJfoaPaowGp/XgIgc+qEHS3+GKVClgqq20uDLet7MCoTURUCRdxwWBHHufk=\n'],
  ['Pixel, P-256', 'pixel6_transparency_log+91c16e30+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABN+4x0Jk1yTwvLFI9A4NDdGZcX0aiWVdWM5XJVy0M4VWD3AvyW5Q6Hs9A0mcDkpUoYgn+KKPNzFC0H3nN3q6JQ8=',
    'DEFAULT\n10\nbsWRucJU5xJPHb5eBdOm6+DM+VelCZBuvtI3sHERJ9Y=\n\n— pixel6_transparency_log kcFuMDBFAiEAhqMAP8P6qf6QxtUJhzMhbN+MbZ9dwfUHzGQJmffJHtoCIGD0cNe47dHWBoPwYdgBCepB06/+g5O1FmYjXl06owL4\n'],
];

describe('Signed notes', () => {
  for (const [name, vkey, text] of published) {
    it(`the published note of ${name} is signed by its key, and by none once a bit is flipped`, async () => {
      const known = [await parseKey(vkey)];
      const bytes = Buffer.from(text);

      assert.equal((await openNote(bytes, known)).signers.length, 1);

      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        bytes[bit >> 3] ^= 1 << (bit & 7);
        const signers = await openNote(bytes, known).then((opened) => opened.signers, (error) => {
          assert.ok(error instanceof Invalid, error.stack);
          return [];
        });
        assert.equal(signers.length, 0, `bit ${bit}`);
        bytes[bit >> 3] ^= 1 << (bit & 7);
      }
    });
  }

  it('no part of a verifier key and no key with a changed byte is a key', async () => {
    for (let from = 0; from < neumann.length; from += 1) {
      for (let to = from + 1; to <= neumann.length; to += 1) {
        if (to - from < neumann.length) await refused(() => parseKey(neumann.slice(from, to)));
      }
    }
    for (let at = 0; at < neumann.length; at += 1) {
      await refused(() => parseKey(neumann.slice(0, at) + String.fromCharCode(neumann.charCodeAt(at) + 1) + neumann.slice(at + 1)));
    }
  });

  for (const [name, text] of [
    ['without signatures', 'a\n'], ['without an empty line', 'a\n— a AAAAAAA=\n'], ['without a last line end', 'a\n\n— a AAAAAAA='],
    ['with CR LF', 'a\r\n\r\n— a AAAAAAA=\r\n'], ['with a control character', 'a\x1b\n\n— a AAAAAAA=\n'], ['with a hyphen for the dash', 'a\n\n- a AAAAAAA=\n'],
    ['with two spaces', 'a\n\n—  a AAAAAAA=\n'], ['with stray bits in base64', 'a\n\n— a AAAAAAB=\n'], ['without padding', 'a\n\n— a AAAAAAA\n'],
    ['with a name that has a plus', 'a\n\n— a+b AAAAAAA=\n'], ['with a signature of nothing but the key id', 'a\n\n— a AAAAAA==\n'],
    ['with a byte order mark among the signatures', 'a\n\n\ufeff— a AAAAAAA=\n'],
  ]) it(`a note ${name} is refused`, () => refused(() => openNote(Buffer.from(text), [])));

  it('a note that is not UTF-8 is refused', () => refused(() => openNote(Buffer.from([0xff, 10, 10]), []), /UTF-8/));

  it('lines of unknown keys count for nothing, a false line of a known key refuses the note', async () => {
    const [mine, other] = [key('a.example/log'), key('a.example/log')];
    const known = [await parseKey(mine.vkey)];
    const text = 'hello\n';

    assert.equal((await openNote(note(text, other, mine, ...Array(15).fill(other)), known)).signers.length, 1);
    assert.equal((await openNote(note(text, other), known)).signers.length, 0);
    await refused(() => openNote(Buffer.concat([note(text, mine), Buffer.from(mine.sign('another text\n'))]), known), /false/);
  });

  it('the second spelling of a good P-256 signature is refused for a log of ours', async () => {
    const mine = key('a.example/log');
    const known = [await parseKey(mine.vkey)];
    const bytes = Buffer.from(`hello\n\n${mine.highS('hello\n')}`);

    await refused(() => openNote(bytes, known), /high s/);
    assert.equal((await openNote(bytes, known, { lowS: false })).signers.length, 1);
  });

  for (const [name, der] of [
    ['nothing', ''], ['a long length', '308106020101020101'], ['bytes behind', '300602010102010100'], ['a negative number', '3006020181020101'],
    ['a padded number', '30080202000102020001'], ['a number of no bytes', '300502000201 01'.replace(' ', '')], ['r = 0', '3006020100020101'],
    ['s = 0', '3006020101020100'], ['three numbers', '3009020101020101020101'], ['s of the order of the group', `3026020101022100${'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'}`],
  ]) it(`a signature in DER with ${name} is refused`, () => refused(() => fromDer(Buffer.from(der, 'hex'), false)));
});
