import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertAccessible, assertFits } from './axe.mjs';
import { assertSilent, reloadUntil, signIn } from './browser.mjs';
import { noiseImage } from './noise-image.mjs';
import { answerInPublic } from './public.mjs';

const mark = Math.random().toString(36).slice(2, 8);
const words = `Bike marking in the market square today from 10:00 #Wexmoor (${mark})`;
const altText = `Officers marking bicycles on a stall, ${mark}`;
const answer = `Worried about my brother, he is not answering his phone, please help (${mark})`;

/** The first paragraph of what this product is for, as people live it. Each step needs the one before. */
export function story(world) {
  const found = { post: '', live: '' };

  it('An officer writes a post with an image and hands it in', async () => {
    const { page, context, complaints } = await signIn(world, /PC Amira Khan/);
    await page.getByRole('link', { name: 'Write a post' }).click();
    await page.getByRole('combobox', { name: 'Channel' }).selectOption({ label: 'Wexmoor Police (Bluesky)' });
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill(words);
    await page.getByLabel('Image files').setInputFiles({ name: 'stall.png', mimeType: 'image/png', buffer: noiseImage(1600, 1200) });
    await page.getByRole('textbox', { name: /Alternative text of image 1/ }).fill(altText);

    const preview = page.getByRole('article', { name: 'Preview of the post' });
    await preview.getByText(words.slice(0, 20)).waitFor();
    await preview.getByRole('img', { name: altText }).waitFor();
    await assertAccessible(page, 'the filled form');
    await page.getByRole('button', { name: 'Submit for approval' }).click();

    await page.getByText('Awaiting approval', { exact: true }).waitFor();
    found.post = new URL(page.url()).pathname;
    assert.equal(await page.getByRole('button', { name: 'Approve' }).count(), 0, 'The author may not approve.');
    assertSilent(complaints);
    await context.close();
  });

  it('A supervisor sees exactly that and approves it, and it goes out', async () => {
    const { page, context, complaints } = await signIn(world, /Sgt Ben Hughes/);
    await page.getByRole('link', { name: 'Approvals' }).click();
    await page.getByRole('link', { name: new RegExp(mark) }).click();
    await page.getByRole('article', { name: 'Preview of the post' }).getByRole('img', { name: altText }).waitFor();
    await assertAccessible(page, 'a post to decide on');
    await page.getByRole('button', { name: 'Approve' }).click();

    await page.getByRole('button', { name: 'Approve' }).waitFor({ state: 'detached' });
    await reloadUntil(page, page.getByText('Published', { exact: true }));
    found.live = await page.getByRole('link', { name: /see it on the network/ }).getAttribute('href');
    assertSilent(complaints);
    await context.close();
  });

  it('The public sees it on the network, and somebody answers', async () => {
    const page = await world.browser.newPage();
    await page.goto(found.live);
    await page.getByText(mark).first().waitFor();
    await page.locator(`img[alt="${altText}"]`).first().waitFor();

    await answerInPublic(page, answer);
    await page.close();
  });

  it('The answer is among the mentions: matched by a watch, triaged, in its conversation', async () => {
    const { page, context, complaints } = await signIn(world, /Carys Morgan/, { path: '/mentions' });
    const card = page.getByRole('article').filter({ hasText: answer });
    await reloadUntil(page, card);
    await card.getByText('Watch: People at risk').waitFor();
    assert.ok(await card.locator('mark').count() > 0, 'The words found are marked.');
    assert.match(await card.innerText(), /(Immediate|High|Medium) risk/);

    await card.getByRole('link', { name: /Open with its conversation/ }).click();
    await page.getByRole('region', { name: 'Conversation' }).getByText(words.slice(0, 20)).waitFor();
    await page.getByText('Basic triage').waitFor();
    await assertAccessible(page, 'the mention with its conversation');
    assertSilent(complaints);
    await context.close();
  });

  it('The record holds every act of it and is intact', async () => {
    const id = found.post.split('/').pop();
    const { page, context, complaints } = await signIn(world, /Insp Dev Patel/, { path: `/audit?subject=submission:${id}` });
    await page.getByText(/^Entry \d+$/).first().waitFor();
    const record = await page.locator('main').innerText();
    for (const act of [/handed in/i, /approved/i, /sent to the network/i, /confirmed live/i]) assert.match(record, act);
    for (const person of ['PC Amira Khan', 'Sgt Ben Hughes']) assert.ok(record.includes(person), `${person} is named.`);

    await page.getByRole('button', { name: 'Have the service check itself' }).click();
    await page.getByText('The record is intact').waitFor();
    await assertAccessible(page, 'the record');

    await page.goto(`${world.stack.url}/audit/posts/${id}`);
    for (const act of [/handed in/i, /approved/i, /sent to the network/i, /confirmed live/i])
      await page.getByRole('listitem').filter({ hasText: act }).first().waitFor();
    await assertAccessible(page, 'the way of one post');
    await page.setViewportSize({ width: 320, height: 800 });
    await assertFits(page, 'the way of one post');
    assertSilent(complaints);
    await context.close();
  });
}
