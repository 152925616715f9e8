/** Answers the post that is shown on the invented network's public page, as anybody there can. */
export async function answerInPublic(page, words) {
  await page.getByRole('textbox', { name: /reply|answer/i }).first().fill(words);
  await page.getByRole('button', { name: /reply|answer/i }).first().click();
  await page.getByText(words).first().waitFor();
}
