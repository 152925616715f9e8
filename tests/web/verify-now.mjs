import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openZip } from '../../verifier/html/unzip.mjs';
import { key } from '../../verifier/html/tests/making.mjs';
import { assertAccessible, assertFits } from './axe.mjs';
import { assertSilent, signIn } from './browser.mjs';

const program = path.resolve(import.meta.dirname, '../../verifier/CrowdControl.Verify/bin/Debug/net10.0/verify');
const holds = /^Valid by the keys that this service names/;

/** The record checked in the browser by verify.html's code, on what the API serves; and downloaded, and checked by the program. */
export function verifyNow(world, look = async () => {}) {
  it('recomputes the whole record in the browser, by code that is fetched only then, and says by which trust policy', async () => {
    const { page, context, complaints } = await signIn(world, /Insp Dev Patel/, { path: '/audit', viewport: { width: 1280, height: 900 } });
    const scripts = [];
    page.on('request', (request) => { if (/\/check-[^/]*\.js$/.test(request.url())) scripts.push(request.url()); });
    await page.getByText(/^Entry \d+$/).first().waitFor();
    assert.deepEqual(scripts, []);

    await page.getByRole('button', { name: 'Verify now' }).click();
    const verdict = page.getByRole('status').filter({ hasText: holds });
    await verdict.waitFor();
    await page.getByText(/By the trust policy that this service hands out, which believes .*\/log\/1/).waitFor();
    await page.getByText('What was checked', { exact: true }).click();
    await page.getByText(/All \d+ entries were hashed again/).waitFor();
    await look(page, 'verified in light');
    await assertAccessible(page, 'a verified record');
    assert.equal(scripts.length, 1);
    assertSilent(complaints);
    await context.close();
  });

  it('finds a changed byte, and believes nobody whom a policy of one\'s own does not name, on a 320 px phone in dark', async () => {
    const { page, context, complaints } = await signIn(world, /Insp Dev Patel/, { path: '/audit', viewport: { width: 320, height: 800 }, colorScheme: 'dark' });
    await page.route('**/api/v1/audit/export', async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.indexOf('"t":"organisation.')] ^= 1;
      await route.fulfill({ response, body });
    });
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText(/Invalid: the first bad entry is \d+/).waitFor();
    await look(page, 'a changed byte on a phone in dark');
    await assertAccessible(page, 'a record that does not hold');
    await assertFits(page, 'a record that does not hold');

    await page.unroute('**/api/v1/audit/export');
    const policy = Buffer.from(`log ${key('audit.stranger.example/log/1').vkey}\nquorum none\n`);
    const choice = page.getByLabel(/Trust policy that you got elsewhere/);
    await choice.setInputFiles({ name: 'trust.policy', mimeType: 'text/plain', buffer: policy });
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText(/not signed by a key that the trust policy lists/).waitFor();
    await page.getByText(/By the trust policy that you chose, which believes audit\.stranger\.example/).waitFor();
    await choice.setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from('meow\n') });
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText('This is no trust policy').waitFor();
    assertSilent(complaints);
    await context.close();
  });

  it('checks one entry where it stands in the list', async () => {
    const { page, context, complaints } = await signIn(world, /Insp Dev Patel/, { path: '/audit' });
    await page.locator('summary[aria-label^="Entry "]').first().click();
    await page.getByRole('button', { name: /^Check entry \d+ here/ }).first().click();
    await page.getByText(/Entry \d+ stands in the log exactly as given/).first().waitFor();
    await look(page, 'one entry');
    assertSilent(complaints);
    await context.close();
  });

  it('is downloaded, and the program says of it what the browser says', async () => {
    const { page, context, complaints } = await signIn(world, /Insp Dev Patel/, { path: '/audit' });
    const folder = mkdtempSync(path.join(tmpdir(), 'stranger-'));
    const save = async (name) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      await download.saveAs(path.join(folder, download.suggestedFilename()));
    };
    await save('Download the whole record');
    await save('Download the trust policy');
    for (const [name, file] of await openZip(new Blob([readFileSync(path.join(folder, 'record.zip'))]))) {
      mkdirSync(path.dirname(path.join(folder, 'record', name)), { recursive: true });
      writeFileSync(path.join(folder, 'record', name), Buffer.from(await file.arrayBuffer()));
    }
    const { code, said } = await verify('log', path.join(folder, 'record'), '--policy', path.join(folder, 'trust.policy'));
    assert.match(said, /^VALID/, said);
    assert.ok([0, 2].includes(code), said);
    rmSync(folder, { recursive: true, force: true });
    assertSilent(complaints);
    await context.close();
  });
}

const verify = (...words) => new Promise((resolve) => {
  execFile(program, words, (error, out) => resolve({ code: error?.code ?? 0, said: out }));
});
