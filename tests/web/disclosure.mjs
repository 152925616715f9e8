import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { checkPack } from '../../verifier/html/pack.mjs';
import { assertAccessible, assertFits } from './axe.mjs';
import { assertSilent, reloadUntil, signIn } from './browser.mjs';

const program = path.resolve(import.meta.dirname, '../../verifier/CrowdControl.Verify/bin/Debug/net10.0');
const mark = Math.random().toString(36).slice(2, 8);
const recipient = `Solicitors of Doe (${mark})`;

/** One account, disclosed: asked for by one officer, approved by another, and checked by a stranger who has the file and the program. */
export function disclosure(world) {
  const folder = mkdtempSync(path.join(tmpdir(), 'stranger-'));
  const pack = path.join(folder, 'pack.zip');

  it('An officer asks for a pack about one account', async () => {
    const { page, context, complaints } = await signIn(world, /Insp Dev Patel/, { path: '/disclosures' });
    await page.getByRole('button', { name: 'Ask for a pack' }).click();
    await page.getByRole('button', { name: 'Ask for approval' }).click();
    await page.getByText('Choose a channel.', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Channel' }).selectOption({ label: 'Wexmoor Police (wexmoorpolice.test)' });
    await page.getByRole('textbox', { name: 'Purpose' }).fill('R v Doe, file 7');
    await page.getByRole('textbox', { name: 'What allows it', exact: true }).fill('Order of Wexmoor Crown Court');
    await page.getByRole('textbox', { name: 'Recipient' }).fill(recipient);
    await page.getByRole('button', { name: 'Keep a field back' }).click();
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'INPUT', 'The focus is in what was added.');
    await page.getByRole('textbox', { name: 'Field' }).fill('actor');
    await page.getByRole('textbox', { name: 'What allows keeping it back' }).fill('DPA 2018, schedule 2');
    await assertAccessible(page, 'the filled form');
    await page.getByRole('button', { name: 'Ask for approval' }).click();

    const row = page.getByRole('listitem').filter({ hasText: recipient });
    await row.getByText('Awaiting approval').waitFor();
    assert.equal(await row.getByRole('button', { name: /^Approve/ }).count(), 0, 'Nobody approves their own.');
    assertSilent(complaints);
    await context.close();
  });

  it('A colleague approves it, and it is made and downloaded', { timeout: 120_000 }, async () => {
    const { page, context, complaints } = await signIn(world, /DCI Fran Okafor/, { path: '/disclosures' });
    const row = page.getByRole('listitem').filter({ hasText: recipient });
    await row.getByRole('button', { name: /^Approve/ }).click();
    await reloadUntil(page, row.getByRole('button', { name: /^Download/ }));
    await row.getByText('What it holds').click();
    await assertAccessible(page, 'a finished pack');

    const [download] = await Promise.all([page.waitForEvent('download'), row.getByRole('button', { name: /^Download/ }).click()]);
    await download.saveAs(pack);
    assertSilent(complaints);
    await context.close();
  });

  it('A stranger with nothing but the program, or the page, and the pack finds it valid, and one flipped bit invalid and where', async () => {
    cpSync(program, folder, { recursive: true });
    const { code, said } = await verify(folder, 'pack.zip');
    assert.equal(code, 0, said);
    assert.match(said, /^VALID BY ITS OWN KEYS/);
    assert.match(said, /every entry up to the seal is here/);
    assert.match(said, /Signatures by the passkeys of officers that hold: [1-9]/);
    // As the owner of the record told it by another way; here it says the same.
    writeFileSync(path.join(folder, 'trust.policy'), fileIn(readFileSync(pack), 'data/policy/trust.policy'));
    const proven = await verify(folder, 'pack.zip', '--policy', 'trust.policy');
    assert.equal(proven.code, 0, proven.said);
    assert.match(proven.said, /^VALID\n/);

    const bytes = readFileSync(pack);
    assert.equal((await checkPack(new Blob([bytes]))).verdict, 'valid');
    const entry = bytes.indexOf('"t":"disclosure.approved"');
    bytes[entry + 6] ^= 1;
    writeFileSync(path.join(folder, 'flipped.zip'), bytes);
    const flipped = await verify(folder, 'flipped.zip');
    assert.equal(flipped.code, 1, flipped.said);
    assert.match(flipped.said, /^INVALID\n[^]*data\/entries\/\d{12}\.json: .*\[entry \d+\]/);
    const { verdict, where } = await checkPack(new Blob([bytes]));
    assert.equal(verdict, 'invalid');
    assert.ok(flipped.said.includes(where), `The page says ${where}: ${flipped.said}`);
  });

  it('Its page reads well for whoever unpacks it, and asks nobody for anything', async () => {
    const context = await world.browser.newContext({ viewport: { width: 320, height: 800 } });
    const page = await context.newPage();
    const asked = [];
    page.on('request', (request) => { if (!request.url().startsWith('file:')) asked.push(request.url()); });
    writeFileSync(path.join(folder, 'README.html'), fileIn(readFileSync(pack), 'data/README.html'));
    await page.goto(`file://${path.join(folder, 'README.html')}`);

    await page.getByRole('heading', { level: 1, name: /Wexmoor Police/ }).waitFor();
    await page.getByText(/\d+ fields, each of them listed/).waitFor();
    await assertAccessible(page, 'README.html');
    await assertFits(page, 'README.html');
    assert.deepEqual(asked, []);
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  });
}

async function verify(folder, file, ...more) {
  try {
    const { stdout } = await promisify(execFile)('dotnet', ['verify.dll', 'pack', file, ...more], { cwd: folder });
    return { code: 0, said: stdout };
  } catch (error) {
    return { code: error.code, said: `${error.stdout}${error.stderr}` };
  }
}

/** A file of a pack, whose files lie in it one after the other as they are. */
function fileIn(zip, wanted) {
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50;) {
    const [length, name] = [zip.readUInt32LE(at + 22), zip.readUInt16LE(at + 26)];
    const start = at + 30 + name;
    if (zip.toString('latin1', at + 30, start) === wanted) return zip.subarray(start, start + length);
    at = start + length;
  }
  throw new Error(`There is no ${wanted}.`);
}
