// Every browser test on one stack: starting it takes longer than any of them.
import { after, before, describe } from 'node:test';
import { openBrowser } from './browser.mjs';
import { disclosure } from './disclosure.mjs';
import { evidence } from './evidence.mjs';
import { keyboard } from './keyboard.mjs';
import { pages } from './pages.mjs';
import { passkeys } from './passkeys.mjs';
import { serving } from './serving.mjs';
import { sheets } from './sheets.mjs';
import { startStack } from './stack.mjs';
import { story } from './story.mjs';
import { verifyNow } from './verify-now.mjs';

/** What the tests share; filled before the first of them runs. */
const world = { stack: undefined, browser: undefined };

before(async () => {
  world.stack = await startStack();
  world.browser = await openBrowser();
}, { timeout: 300_000 });

after(async () => {
  await world.browser?.close();
  await world.stack?.stop();
});

describe('The whole story, from an officer\'s words to the public\'s answer', () => story(world));
// Before the disclosure, whose pack then holds what they signed.
describe('Officers who sign with a passkey', () => passkeys(world));
describe('A disclosure, from the request to a stranger\'s verifier', () => disclosure(world));
describe('Every page', { concurrency: 3 }, () => pages(world));
describe('By keyboard alone', () => keyboard(world));
describe('The daily sheet, and who vouches for the record', { concurrency: 3 }, () => sheets(world));
describe('Evidence, from a mention to its hold', { concurrency: 2 }, () => evidence(world));
describe('The record, verified now', { concurrency: 2 }, () => verifyNow(world));
describe('What is served', () => serving(world));
