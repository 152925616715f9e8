const segmenter = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });
const utf8 = new TextEncoder();

/** What a person would count as characters: a family emoji is one. */
export function graphemeCount(text: string): number {
  let count = 0;
  for (const segment of segmenter.segment(text)) count += segment.segment === '' ? 0 : 1;
  return count;
}

export function utf8Length(text: string): number {
  return utf8.encode(text).length;
}
