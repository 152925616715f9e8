import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { assertSilent, signIn } from './browser.mjs';

const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

export function keyboard(world) {
  it('the first stop skips the navigation', async () => {
    const { page, context } = await signIn(world, /Carys Morgan/);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Skip to the page');

    await page.keyboard.press('Enter');

    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
    await context.close();
  });

  it('a page chosen in the navigation takes the focus to its heading', async () => {
    const { page, context } = await signIn(world, /Carys Morgan/);
    await page.getByRole('link', { name: 'Mentions', exact: true }).focus();

    await page.keyboard.press('Enter');

    await page.getByRole('heading', { level: 1, name: 'Mentions' }).waitFor();
    assert.equal(await focused(page), 'Mentions');
    await context.close();
  });

  it('a dialog keeps the focus, says what is missing, and gives the focus back on Escape', async () => {
    const { page, context, complaints } = await signIn(world, /Carys Morgan/, { path: '/watches' });
    const opener = page.getByRole('button', { name: 'New watch' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New watch' });
    await dialog.waitFor();
    await assertAccessible(page, 'the open dialog');

    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement?.closest('dialog'));
      assert.equal(outside, false, 'The focus left the dialog.');
    }
    await page.keyboard.press('Escape');

    await dialog.waitFor({ state: 'detached' });
    assert.equal(await focused(page), 'New watch');
    assertSilent(complaints);
    await context.close();
  });
}
