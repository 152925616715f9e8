import { graphemeCount } from './graphemes';
import type { Layer, Span } from './pieces';

// Chinese and Japanese sentences put no space after an address, but they do put one of these.
const link = /(?<=^|[\s(])https?:\/\/[^\s、。，！？；：（）「」『』【】《》〈〉]+/giu;
const complete = /^https?:\/\/[\p{L}\p{N}]/iu;
const mention = /(?<=^|[\s(])@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+/giu;
const tag = /(?<=^|\s)[#＃](?![\ufe0f\u20e3])[^\s\p{P}]*[^\s\p{P}\d][^\s\p{P}]*/gu;
const longestTag = 64;

/** What a network will turn into a link, a mention or a tag, for the preview. The adapter decides when it sends; both are held to tests/facets.json. */
export function facetLayers(text: string): Layer[] {
  const links = spansOf(text, link).map((span) => trimmed(text, span)).filter((span) => complete.test(wordsOf(text, span)));
  const mentions = spansOf(text, mention).filter((span) => !links.some((address) => overlaps(address, span)));
  const tags = spansOf(text, tag).filter((span) => graphemeCount(wordsOf(text, span)) <= longestTag + 1);
  const layers: Layer[] = [
    { kind: 'link', label: 'Link', spans: links },
    { kind: 'mention', label: 'Mention', spans: mentions },
    { kind: 'tag', label: 'Tag', spans: tags },
  ];
  return layers.filter((layer) => layer.spans.length > 0);
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, length: match[0].length }));
}

function wordsOf(text: string, span: Span): string {
  return text.slice(span.start, span.start + span.length);
}

function overlaps(one: Span, other: Span): boolean {
  return one.start < other.start + other.length && other.start < one.start + one.length;
}

/** The full stop after an address belongs to the sentence, and so does a bracket that was not opened inside it. */
function trimmed(text: string, span: Span): Span {
  let address = wordsOf(text, span).replace(/[.,;:!?'"”’…]+$/u, '');
  if (address.endsWith(')') && !address.includes('(')) address = address.slice(0, -1);
  return { start: span.start, length: address.length };
}
