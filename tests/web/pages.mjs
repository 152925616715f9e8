import { it } from 'node:test';
import { assertAccessible, assertFits, assertReadable } from './axe.mjs';
import { assertSilent, complaintsOf, signIn } from './browser.mjs';

const places = ['/', '/compose', '/posts', '/approvals', '/mentions', '/watches', '/feeds', '/channels', '/members', '/audit', '/evidence', '/evidence/retention', '/disclosures', '/disclosures/new', '/passkeys', '/no-such-page'];
const people = { desk: /Carys Morgan/, duty: /Insp Dev Patel/, administrator: /Elin Roberts/ };
const desk = { width: 1280, height: 900 };
const phone = { width: 320, height: 800 };
// In this order, so that each step changes one thing of a page that stands there already; between light and dark only colours differ.
const windows = [
  { name: 'a desk in light', viewport: desk, colorScheme: 'light' },
  { name: 'a desk in dark', viewport: desk, colorScheme: 'dark', check: assertReadable },
  { name: 'a 320 px phone in dark', viewport: phone, colorScheme: 'dark' },
];

/** Each page for those whom it concerns, in every kind of window: accessible, not too wide, and silent. */
export function pages(world) {
  it('is sound before anybody has signed in', async () => {
    const context = await world.browser.newContext();
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(world.stack.url);
    await page.getByRole('heading', { name: 'CrowdControl' }).waitFor();

    await assertAccessible(page, 'the welcome');
    assertSilent(complaints);
    await context.close();
  });

  for (const [role, person] of Object.entries(people))
    it(`is sound for the ${role}, in light and in dark, on a desk and on a 320 px phone`, async () => {
      const { page, context, complaints } = await signIn(world, person, { viewport: desk });
      for (const place of places) {
        await page.goto(world.stack.url + place);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        for (const { name, viewport, colorScheme, check = assertAccessible } of windows) {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme });
          await page.locator(`[data-appearance=${colorScheme}]`).waitFor();
          await check(page, `${place} on ${name}`);
          await assertFits(page, `${place} on ${name}`);
        }
      }
      await assertSilent(complaints);
      await context.close();
    });
}
