import type { Layer, Span } from './pieces';

const link = /(?<=^|[\s(])https?:\/\/[^\s]+/giu;
const mention = /(?<=^|[\s(])@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+/giu;
const tag = /(?<=^|\s)[#＃](?!\ufe0f)[^\s\p{P}]*[^\s\p{P}\d][^\s\p{P}]*/gu;

/** What a network will turn into a link, a mention or a tag, for the preview; the adapter decides when it sends. */
export function facetLayers(text: string): Layer[] {
  const layers: Layer[] = [
    { kind: 'link', label: 'Link', spans: spansOf(text, link).map((span) => trimmed(text, span)) },
    { kind: 'mention', label: 'Mention', spans: spansOf(text, mention) },
    { kind: 'tag', label: 'Tag', spans: spansOf(text, tag) },
  ];
  return layers.filter((layer) => layer.spans.length > 0);
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, length: match[0].length }));
}

/** The full stop after an address belongs to the sentence, and so does a bracket that was not opened inside it. */
function trimmed(text: string, span: Span): Span {
  let address = text.slice(span.start, span.start + span.length).replace(/[.,;:!?'"]+$/u, '');
  if (address.endsWith(')') && !address.includes('(')) address = address.slice(0, -1);
  return { start: span.start, length: address.length };
}
