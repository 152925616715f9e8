import type { Content, Limits, Submission } from '../api/shapes';
import { graphemeCount, utf8Length } from '../text/graphemes';
import { fromUkWallTime, ukWallTime } from '../time/uk';

/** What the form holds: the content as it would be sent, and the time as it was typed. */
export type Draft = { channel: string; content: Content; publishAt: string };

export const emptyDraft: Draft = { channel: '', content: { text: '', languages: ['en'], images: [] }, publishAt: '' };

export function draftOf({ channel, content, publishAt }: Submission): Draft {
  return { channel, content, publishAt: publishAt ? ukWallTime(publishAt) : '' };
}

export type DraftField = 'channel' | 'text' | 'languages' | 'images' | 'publishAt';

/** What would be refused, said before it is sent; the API and the network judge again. */
export function draftProblems({ channel, content, publishAt }: Draft, limits: Limits | undefined): Partial<Record<DraftField, string>> {
  const problems: Partial<Record<DraftField, string>> = {};
  const characters = graphemeCount(content.text);
  if (!channel) problems.channel = 'Choose the channel that speaks.';
  if (content.text.trim() === '' && content.images.length === 0) problems.text = 'Write something, or attach an image.';
  if (limits && characters > limits.maximumCharacters)
    problems.text = `This is ${characters - limits.maximumCharacters} characters too long for the network.`;
  else if (limits && utf8Length(content.text) > limits.maximumBytes)
    problems.text = 'These characters take more room than the network allows. Use fewer emoji or signs.';
  if (content.languages.length === 0) problems.languages = 'Say which language it is in, so that screen readers can read it out.';
  if (content.languages.length > 3) problems.languages = 'Choose three languages at most.';
  if (content.images.some(({ altText }) => altText.trim() === ''))
    problems.images = 'Every image needs an alternative text for people who cannot see it.';
  else if (limits && content.images.some(({ altText }) => graphemeCount(altText) > limits.maximumAltText))
    problems.images = `An alternative text may have ${limits.maximumAltText} characters.`;
  if (publishAt && !fromUkWallTime(publishAt)) problems.publishAt = 'There is no such time in the UK. Choose another.';
  return problems;
}

/** The body that the API takes. */
export function sentContent({ content, publishAt }: Draft) {
  return { content, publishAt: publishAt ? fromUkWallTime(publishAt) ?? null : null };
}
