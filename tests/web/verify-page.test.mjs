// verify.html as a stranger opens it: from the disk, without a server, with files of a log in hand.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { entries, exported, key, note, proof, statement } from '../../verifier/html/tests/making.mjs';
import { Forger, Passkey, policy as policyOfPack, zipped } from '../../verifier/html/tests/packing.mjs';
import { assertAccessible, assertFits } from './axe.mjs';
import { assertSilent, complaintsOf, openBrowser } from './browser.mjs';

const page = pathToFileURL(path.resolve(import.meta.dirname, '../../verifier/html/verify.html')).href;
const origin = 'audit.wexmoor.police.example/log/1';
const [log, witness] = [key(origin), key('witness.example', 'witness')];
const leaves = entries(300);
const checkpoint = note(statement(origin, leaves), log, witness);

describe('verify.html from the disk', { concurrency: false }, () => {
  let browser, folder;
  const file = (name, bytes) => {
    const whole = path.join(folder, name);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, bytes);
    return whole;
  };
  const open = async (size, colorScheme = 'light') => {
    const context = await browser.newContext({ viewport: size ?? { width: 1280, height: 900 }, locale: 'en-GB', colorScheme });
    const tab = await context.newPage();
    const asked = [];
    tab.on('request', (request) => { if (request.url() !== page) asked.push(request.url()); });
    const complaints = complaintsOf(tab);
    await tab.goto(page);
    return { tab, complaints, close: async () => { assert.deepEqual(asked, [], 'The page asked for something.'); assertSilent(complaints); await context.close(); } };
  };
  const trust = async (tab) => {
    await tab.getByLabel('Trust policy').setInputFiles(file('trust.policy', `log ${log.vkey}\nwitness w ${witness.vkey}\nquorum w\n`));
    await tab.getByText('witnesses: witness.example').waitFor();
  };
  const result = (tab) => tab.locator('#result .verdict');

  before(async () => {
    browser = await openBrowser();
    folder = mkdtempSync(path.join(tmpdir(), 'crowdcontrol-verify-page-'));
  }, { timeout: 120_000 });

  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const width of [1280, 320]) {
    it(`says VALID of a good entry, INVALID and where of one with a flipped bit, at ${width} px`, async () => {
      const { tab, close } = await open({ width, height: 900 });
      await assertAccessible(tab, 'the page before a check');
      await trust(tab);
      const flipped = Buffer.from(leaves[2]);
      flipped[40] ^= 1;

      for (const [leaf, headline] of [[leaves[2], /^VALID\n/], [flipped, /^INVALID\n[^]*First bad entry: 2/]]) {
        await tab.getByLabel('Files', { exact: true }).setInputFiles([file('2.tlog-proof', proof(2, leaves, checkpoint)), file('2.json', leaf)]);
        await tab.getByRole('button', { name: 'Check', exact: true }).click();
        await result(tab).waitFor();

        assert.match((await result(tab).innerText()).replaceAll(/\n+/g, '\n'), headline);
        await assertAccessible(tab, `the page with a result at ${width} px`);
        await assertFits(tab, `the page with a result at ${width} px`);
      }
      await close();
    });
  }

  it('checks the cosignature of a witness with the browser\'s own Ed25519', async () => {
    const { tab, close } = await open();
    await trust(tab);
    await tab.getByLabel('Files', { exact: true }).setInputFiles([file('2.tlog-proof', proof(2, leaves, checkpoint)), file('2.json', leaves[2])]);
    await tab.getByRole('button', { name: 'Check', exact: true }).click();

    await tab.getByText('cosigned by witness.example, on 2 November 2026 at 09:15:27 UTC').waitFor();
    await close();
  });

  it('checks a folder chosen by keyboard alone, and finds the entry that was changed in it', async () => {
    const { tab, close } = await open();
    await trust(tab);
    for (const changed of [false, true]) {
      for (const [name, bytes] of exported(leaves, checkpoint)) {
        if (changed && name === 'tile/entries/001.p/44') bytes[20] ^= 1;
        file(`export/${name}`, bytes);
      }
      await tab.getByLabel('Folder of an exported log').setInputFiles(path.join(folder, 'export'));
      await tab.getByRole('button', { name: 'Check', exact: true }).focus();
      await tab.keyboard.press('Enter');
      await result(tab).waitFor();

      assert.match((await result(tab).innerText()).replaceAll(/\n+/g, '\n'), changed ? /^INVALID\n[^]*First bad entry: 256/ : /^VALID\n[^]*300 entries/);
    }
    await close();
  });

  it('checks a disclosure pack that an officer signed, and names the file of it that was hit, on a 320 px phone in dark', async () => {
    const { tab, close } = await open({ width: 320, height: 900 }, 'dark');
    const [made, passkey] = [new Forger(), new Passkey()];
    made.register(passkey);
    made.add('post.approved', 'acct:3', { fields: { reason: 'fair' }, wa: (act) => passkey.sign(act) });
    const whole = zipped(made.bag(made.payload(['acct:3', 'user:b81d'])));
    const flipped = Buffer.from(whole);
    flipped[flipped.indexOf('"t":"post.approved"') + 6] ^= 1;
    await tab.getByLabel('Trust policy').setInputFiles(file('pack.policy', policyOfPack));
    await tab.getByText('witnesses: witness.example').waitFor();

    for (const [bytes, headline] of [[whole, /^VALID\n/], [flipped, /^INVALID\n[^]*First bad entry: 1\nIn the pack: data\/entries\/000000000001\.json/]]) {
      await tab.getByLabel('Files', { exact: true }).setInputFiles([file('pack.zip', bytes)]);
      await tab.getByRole('button', { name: 'Check', exact: true }).click();
      await result(tab).waitFor();

      assert.match((await result(tab).innerText()).replaceAll(/\n+/g, '\n'), headline);
      if (bytes === whole) await tab.getByText('Signatures by the passkeys of officers that hold: 1.').waitFor();
      await assertAccessible(tab, 'the page with a pack');
      await assertFits(tab, 'the page with a pack');
    }
    await close();
  });

  it('without a trust policy says that nothing was signed by anybody known', async () => {
    const { tab, close } = await open();
    await tab.getByLabel('Files', { exact: true }).setInputFiles([file('2.tlog-proof', proof(2, leaves, checkpoint)), file('2.json', leaves[2])]);
    await tab.getByRole('button', { name: 'Check', exact: true }).click();
    await result(tab).waitFor();

    assert.match(await result(tab).innerText(), /^VALID BUT INCOMPLETE/);
    await tab.getByText('No trust policy was given').waitFor();
    await close();
  });
});
