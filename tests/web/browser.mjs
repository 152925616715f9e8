import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

/** Debian's chromium; no browser is ever downloaded. */
export const openBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

/** A browser window of one person, already signed in; what the page complains about is kept. */
export async function signIn({ stack, browser }, person, { path = '/', ...options } = {}) {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'America/New_York', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(stack.url + path);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: person }).click();
  // On a phone the navigation is folded away, and so it has no role until it is opened.
  await page.locator('nav[aria-label="Main"]').waitFor({ state: 'attached' });
  return { page, context, complaints };
}

/** Errors of scripts, of the console and of the content security policy; a test that ends with one has failed. */
export function complaintsOf(page) {
  const complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(`${message.text()} (${page.url()})`); });
  page.on('pageerror', (error) => complaints.push(`${error.message} (${page.url()})`));
  return complaints;
}

export const assertSilent = (complaints) => assert.deepEqual(complaints, [], 'The page complained.');

/** Loads the page again until it shows what is waited for: the dashboard itself asks only once a minute. */
export async function reloadUntil(page, locator, patience = 90_000) {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      await locator.first().waitFor({ timeout: 3_000 });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`Not shown within ${patience / 1000} s. The page says:\n${await page.locator('main').innerText()}`, { cause: error });
      await page.reload();
    }
  }
}
