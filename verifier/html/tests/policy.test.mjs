import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Invalid } from '../bytes.mjs';
import { parsePolicy } from '../policy.mjs';
import { key } from './making.mjs';

const [log, a, b, c] = [key('o.example/log'), key('a.example', 'witness'), key('b.example', 'witness'), key('c.example', 'witness')];
const three = `log ${log.vkey} https://o.example/\nwitness a ${a.vkey}\nwitness b ${b.vkey}\nwitness c ${c.vkey}\n`;
const read = (text) => parsePolicy(Buffer.from(text));

describe('The trust policy', () => {
  it('counts members of groups, groups of groups included', async () => {
    const policy = await read(`# whom we believe\n\n${three}group pair all a b\n\tgroup outside any  pair c\nquorum outside\n`);
    const [first, second, third] = policy.witnesses;

    assert.equal(policy.quorum(new Set([first])), false);
    assert.equal(policy.quorum(new Set([first, second])), true);
    assert.equal(policy.quorum(new Set([third])), true);
  });

  it('limits a key of the log to sizes, several times if need be', async () => {
    const policy = await read(`${three}quorum none\n#cc valid ${log.id} 0 9\n#cc valid ${log.id} 20 29\n`);

    assert.deepEqual([0n, 9n, 10n, 19n, 20n, 29n, 30n].map((size) => policy.inForce(policy.logs[0], size)), [true, true, false, false, true, true, false]);
  });

  for (const [name, text] of [
    ['no quorum', three], ['two quorums', `${three}quorum a\nquorum b\n`], ['a quorum of nobody known', `${three}quorum d\n`], ['a quorum before its witness', `log ${log.vkey}\nquorum a\nwitness a ${a.vkey}\n`],
    ['a word that is no keyword', `${three}quorum a\ntrust everyone\n`], ['a member in two groups', `${three}group g any a b\ngroup h any a c\nquorum g\n`],
    ['a group that needs more than it has', `${three}group g 3 a b\nquorum g\n`], ['a group that needs none', `${three}group g 0 a b\nquorum g\n`],
    ['a witness called none', `log ${log.vkey}\nwitness none ${a.vkey}\nquorum none\n`], ['a name twice', `${three}witness a ${key('d.example', 'witness').vkey}\nquorum a\n`],
    ['a key twice', `${three}witness d ${a.vkey}\nquorum a\n`], ['a witness on P-256', `${three}witness d ${key('d.example').vkey}\nquorum a\n`],
    ['a log with the key of a witness', `log ${a.vkey}\nquorum none\n`], ['no last line end', `${three}quorum a`], ['CR LF', three.replaceAll('\n', '\r\n')],
    ['limits of a key it does not list', `${three}quorum a\n#cc valid 00000000 0 9\n`], ['limits that end before they begin', `${three}quorum a\n#cc valid ${log.id} 9 0\n`],
    ['a word of ours that is not known', `${three}quorum a\n#cc maybe x\n`], ['an authority without a hash', `${three}quorum a\n#cc tsa x 15\n`],
    ['"constructor" for a keyword', `${three}quorum a\nconstructor x\n`],
  ]) it(`with ${name} is refused`, () => assert.rejects(() => read(text), Invalid));
});
