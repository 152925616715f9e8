import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertAccessible, assertFits } from './axe.mjs';
import { assertSilent, reloadUntil, signIn } from './browser.mjs';

const windows = [
  { name: 'a desk in light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'a 320 px phone in dark', viewport: { width: 320, height: 800 }, colorScheme: 'dark' },
];

/** A mention preserved as it is seen, opened again for a reason, verified and held. */
export function evidence(world, look = async () => {}) {
  for (const { name, ...options } of windows)
    it(`preserves a mention as evidence on ${name}, and shows it to who says why`, async () => {
      const { page, context, complaints } = await signIn(world, /Carys Morgan/, { path: '/evidence', ...options });
      const sound = async (what) => {
        await page.waitForLoadState('networkidle');
        await look(page, `${what} on ${name}`);
        await assertAccessible(page, what);
        await assertFits(page, what);
      };
      const say = async (button, why, act) => {
        await page.getByRole('button', { name: button, exact: true }).first().click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel(/Reason|Title|What it is/).fill(why);
        await sound(`the dialog ${button}`);
        await dialog.getByRole('button', { name: act, exact: true }).click();
      };
      await sound('evidence');
      await say('Open a case', `Harbour threats on ${name}`, 'Open');
      await page.getByRole('link', { name: /Harbour threats/ }).first().waitFor();

      await page.goto(`${world.stack.url}/mentions`);
      const mention = page.locator('main a[href^="/mentions/"]');
      await reloadUntil(page, mention);
      await mention.first().click();
      await say('Preserve as evidence', 'A threat', 'Preserve');
      await page.getByRole('heading', { level: 1, name: /Exhibit CC\/\d{4}\/\d{4}\/\d+/ }).waitFor();
      await sound('an exhibit');
      await page.getByText('As the network showed it at that moment').waitFor();

      await say('Open it', 'For the interview', 'Open');
      await page.getByRole('heading', { name: /^The post, by/ }).waitFor();
      await page.getByRole('button', { name: 'Verify the stored copy' }).click();
      await page.getByText('Intact: what is stored is what was taken').waitFor();
      await page.getByText('Evidence read, by').waitFor();
      await say('Place a hold', 'Order of the Crown Court', 'Place the hold');
      await page.getByText('Order of the Crown Court').waitFor();
      await sound('an exhibit that was opened and held');

      await page.getByRole('button', { name: 'Change its class' }).click();
      await page.getByRole('dialog').getByLabel('New class').selectOption('Serious crime');
      await page.getByRole('dialog').getByLabel('Reason').fill('It is graver than we thought');
      await sound('the dialog to change its class');
      await page.getByRole('dialog').getByRole('button', { name: 'Change the class' }).click();
      await page.getByText('Evidence moved, by').waitFor();

      await say('Ask for its erasure', 'Right to erasure', 'Ask');
      await page.getByText(/A hold is in force on this evidence/).waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('link', { name: 'Go to its case' }).click();
      await page.getByRole('link', { name: /CC\/.*A threat/ }).first().waitFor();
      await sound('a case');
      // Both windows preserve into whichever case is the first.
      const folder = await page.getByRole('heading', { level: 1, name: /Harbour threats/ }).textContent();
      await page.goto(`${world.stack.url}/disclosures/new`);
      await page.getByRole('radio', { name: 'One case' }).check();
      await page.getByRole('combobox', { name: 'Case' }).selectOption({ label: folder });
      await page.getByRole('checkbox', { name: /CC\/.*A threat/ }).first().check();
      await page.getByRole('textbox', { name: 'Purpose' }).fill('R v Doe');
      await page.getByRole('textbox', { name: 'What allows it', exact: true }).fill('Order of Wexmoor Crown Court');
      await page.getByRole('textbox', { name: 'Recipient' }).fill(`Court of ${name}`);
      await sound('the form with an exhibit');
      await page.getByRole('button', { name: 'Ask for approval' }).click();
      const asked = page.getByRole('listitem').filter({ hasText: `Court of ${name}` });
      await asked.getByText('What it holds').click();
      await asked.getByText('Files of 1, with their custody').waitFor();
      await page.goto(`${world.stack.url}/evidence/retention`);
      await page.getByRole('heading', { name: 'Retention' }).waitFor();
      await sound('retention');
      // The refusal of the erasure is an answer with a status of its own, which browsers write into their console.
      assertSilent(complaints.filter((one) => !one.includes('409')));
      assert.equal(await page.getByText('Public protection').count() > 0, true);
      await context.close();
    });
}
