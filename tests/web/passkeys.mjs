import assert from 'node:assert/strict';
import { it } from 'node:test';
import { utf8 } from '../../verifier/html/bytes.mjs';
import { parseLeaf } from '../../verifier/html/leaf.mjs';
import { Officers } from '../../verifier/html/officers.mjs';
import { assertAccessible, assertFits } from './axe.mjs';
import { assertSilent, reloadUntil, signIn } from './browser.mjs';

const mark = Math.random().toString(36).slice(2, 8);

/** A passkey of the machine itself, which its holder opens whenever they are asked. */
async function authenticator(page, context) {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return {
    credentials: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    verifies: (isUserVerified) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

/** Somebody at their own machine, on the page of their passkeys. */
async function atTheirDesk(world, person, options = {}) {
  const { page, context, complaints } = await signIn(world, person, { path: '/passkeys', ...options });
  const keys = await authenticator(page, context);
  await page.getByRole('heading', { level: 1, name: 'Your passkeys' }).waitFor();
  return { page, context, complaints, keys };
}

async function register(page, name) {
  await page.getByRole('button', { name: 'Register a passkey' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('listitem').filter({ hasText: name }).getByText('In use').waitFor();
}

/** Officers who sign what they hand in and approve. Each step needs the one before. */
export function passkeys(world, look = async () => {}) {
  const found = { post: '', assertions: {} };
  const sound = async (page, what) => {
    await page.waitForLoadState('networkidle');
    await look(page, what);
    await assertAccessible(page, what);
    await assertFits(page, what);
  };

  it('An author registers a passkey, says no when first asked to sign, and signs what they hand in', async () => {
    const { page, context, complaints, keys } = await atTheirDesk(world, /PC Amira Khan/, { viewport: { width: 320, height: 800 }, colorScheme: 'dark' });
    assertionsOf(page, 'post.requested', found.assertions);
    await page.getByText('You have no passkey yet').waitFor();
    await sound(page, 'passkeys, none yet, on a phone in dark');
    await page.getByRole('button', { name: 'Register a passkey' }).click();
    await sound(page, 'the dialog of a new passkey on a phone in dark');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await register(page, 'Phone');
    assert.equal((await keys.credentials()).length, 1);
    await sound(page, 'passkeys on a phone in dark');

    await page.goto(`${world.stack.url}/compose`);
    await page.getByRole('combobox', { name: 'Channel' }).selectOption({ label: 'Wexmoor Police (Bluesky)' });
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill(`Signed by its author (${mark})`);
    await keys.verifies(false);
    await page.getByRole('button', { name: 'Submit for approval' }).click();
    await page.getByText('No passkey was used').waitFor();
    await sound(page, 'the dialog after nobody signed, on a phone in dark');
    await keys.verifies(true);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Awaiting approval', { exact: true }).waitFor();
    found.post = new URL(page.url()).pathname;
    assertSilent(complaints);
    await context.close();
  });

  it('A reviewer signs the approval, and revokes the passkey afterwards', async () => {
    const { page, context, complaints } = await atTheirDesk(world, /Sgt Ben Hughes/);
    assertionsOf(page, 'post.approved', found.assertions);
    await register(page, 'Desk');
    await page.goto(world.stack.url + found.post);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Approve' }).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Passkeys' }).click();
    await page.getByRole('button', { name: 'Revoke Desk' }).click();
    await sound(page, 'the dialog of a revocation');
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByRole('listitem').filter({ hasText: 'Desk' }).getByText('Revoked', { exact: true }).waitFor();
    await sound(page, 'a revoked passkey');
    assertSilent(complaints);
    await context.close();
  });

  it('An administrator sees the passkeys of a member, and revokes that of a lost phone', async () => {
    const { page, context, complaints } = await signIn(world, /Elin/, { path: '/members', viewport: { width: 320, height: 800 }, colorScheme: 'dark' });
    await page.getByRole('link', { name: /Amira Khan/ }).click();
    await page.getByRole('region', { name: 'Passkeys' }).getByText('Phone').waitFor();
    await sound(page, 'a member with a passkey');
    await page.getByRole('button', { name: 'Revoke Phone' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByRole('region', { name: 'Passkeys' }).getByText('Revoked', { exact: true }).waitFor();
    assertSilent(complaints);
    await context.close();
  });

  it('The record says that they signed, and a stranger\'s code finds each signature to hold', async () => {
    const id = found.post.split('/').pop();
    const { page, context, complaints } = await signIn(world, /Insp Dev Patel/, { path: `/audit?subject=submission:${id}` });
    let bearer;
    page.on('request', (request) => { bearer ??= request.headers().authorization; });
    await reloadUntil(page, page.getByText(/^Entry \d+$/));
    const read = async (path) => (await page.request.get(`${world.stack.url}/api/v1/audit${path}`, { headers: { authorization: bearer } })).json();
    const lists = await Promise.all([`subject=submission:${id}`, 'act=user.credential-registered', 'act=user.credential-revoked'].map((query) => read(`?${query}`)));
    const entries = lists.flatMap(({ items }) => items).sort((one, other) => one.index - other.index);

    const officers = new Officers(false);
    for (const { index, act } of entries) {
      const leaf = parseLeaf(utf8((await read(`/${index}/proof`)).leaf), BigInt(index));
      assert.equal(await officers.take(leaf, BigInt(index), found.assertions[act]), undefined, `Entry ${index}, ${act}`);
    }

    assert.deepEqual({ holding: officers.holding, unseen: officers.unseen }, { holding: 2, unseen: 0 });
    await page.getByText('Post approved: Done').locator('xpath=..').locator('summary').click();
    await page.getByText('Approver, signed with a passkey').waitFor();
    await sound(page, 'signed entries in the record');
    assertSilent(complaints);
    await context.close();
  });
}

/** What the browser sent as the signature of an act. */
function assertionsOf(page, act, assertions) {
  page.on('request', (request) => {
    const [, text] = (request.headers()['act-signature'] ?? '').split('.');
    if (text) assertions[act] = Buffer.from(text, 'base64url').toString();
  });
}
