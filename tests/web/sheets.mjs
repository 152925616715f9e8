import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readFile } from 'node:fs/promises';
import { assertAccessible, assertFits } from './axe.mjs';
import { assertSilent, reloadUntil, signIn } from './browser.mjs';

const windows = [
  { name: 'a desk in light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'a 320 px phone in dark', viewport: { width: 320, height: 800 }, colorScheme: 'dark' },
];

/** The daily sheet, and who vouches for the record: on the page, as files, and on paper. */
export function sheets(world) {
  for (const { name, ...options } of windows)
    it(`shows the daily sheet on ${name}, and prints it without what is around it`, async () => {
      const { page, context, complaints } = await signIn(world, /Fran Okafor/, { path: '/audit', ...options });
      await reloadUntil(page, page.getByText('Only a demonstration on this machine vouches for it'));
      await assertAccessible(page, 'the record with its witness');
      await page.getByRole('link', { name: 'Daily sheets' }).click();
      await assertAccessible(page, 'the daily sheets');
      await page.getByRole('link', { name: /The sheet of today/ }).click();
      await page.getByRole('img', { name: /QR code/ }).waitFor();
      await assertAccessible(page, 'the daily sheet');
      await assertFits(page, 'the daily sheet');

      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.getByRole('button', { name: 'Print' }).isVisible(), false);
      assert.equal(await page.locator('nav').first().isVisible(), false);
      assert.equal(await page.getByText('Duty officer, name and number').isVisible(), true);
      await assertSilent(complaints);
      await context.close();
    });

  it('hands out the sheet for the verifier and for the printer, and the trust policy', async () => {
    const { page, context, complaints } = await signIn(world, /Fran Okafor/, { path: '/audit' });
    const policy = await saved(page, 'Download the trust policy');
    await page.getByRole('link', { name: 'Daily sheets' }).click();
    await page.getByRole('link', { name: /The sheet of today/ }).click();
    const [sheet, paper] = [await saved(page, 'Download for the verifier'), await saved(page, 'Download as PDF')];

    const origin = /^origin (\S+)$/m.exec(sheet)?.[1];
    assert.match(sheet, /^crowdcontrol-day-sheet\/v1\nday \d{4}-\d\d-\d\d\n/);
    assert.ok(policy.includes(`\nlog ${origin}+`) && policy.endsWith('\nquorum outside\n'), policy);
    assert.match(paper, /^%PDF-/);
    await assertSilent(complaints);
    await context.close();
  });
}

async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return readFile(await download.path(), 'utf8');
}
