import { it } from 'node:test';
import { assertAccessible, assertFits } from './axe.mjs';
import { assertSilent, complaintsOf, signIn } from './browser.mjs';

const places = ['/', '/compose', '/posts', '/approvals', '/mentions', '/watches', '/feeds', '/channels', '/members', '/audit', '/evidence', '/evidence/retention', '/disclosures', '/disclosures/new', '/no-such-page'];
const people = { desk: /Carys Morgan/, duty: /Insp Dev Patel/, administrator: /Elin Roberts/ };
const windows = [
  { name: 'a desk in light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'a desk in dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  { name: 'a 320 px phone in light', viewport: { width: 320, height: 800 }, colorScheme: 'light' },
  { name: 'a 320 px phone in dark', viewport: { width: 320, height: 800 }, colorScheme: 'dark' },
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

  for (const { name, ...options } of windows)
    for (const [role, person] of Object.entries(people))
      it(`is sound on ${name} for the ${role}`, async () => {
        const { page, context, complaints } = await signIn(world, person, options);
        for (const place of places) {
          await page.goto(world.stack.url + place);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.waitForLoadState('networkidle');
          await assertAccessible(page, place);
          await assertFits(page, place);
        }
        await assertSilent(complaints);
        await context.close();
      });
}
