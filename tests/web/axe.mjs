import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** WCAG 2.2 AA and good practice, as far as a program can tell. */
export async function assertAccessible(page, what) {
  await assertNone(new AxeBuilder({ page }).withTags(rules), what);
}

/** Its colours alone, on a page whose other rules were checked in other colours. */
export async function assertReadable(page, what) {
  await assertNone(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']), what);
}

async function assertNone(axe, what) {
  const { violations } = await axe.analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  assert.deepEqual(told, [], `axe on ${what}`);
}

/** At 320 px nothing is cut off and nothing has to be scrolled sideways. */
export async function assertFits(page, what) {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(excess <= 0, `${what} is ${excess} px wider than the window.`);
}
