/** Part of a text, counted in UTF-16 units as JavaScript and .NET both do. */
export type Span = { start: number; length: number };

export type MarkKind = 'hit' | 'risk' | 'link' | 'mention' | 'tag';
export type Mark = { kind: MarkKind; label: string };
export type Layer = Mark & { spans: readonly Span[] };
export type Piece = { text: string; start: number; marks: readonly Mark[] };

/**
 * Cuts a text where any layer begins or ends, so that overlapping layers can each be shown. The pieces together are the text.
 * Spans outside the text are clipped; one that would cut a surrogate pair grows to hold the pair.
 */
export function piecesOf(text: string, layers: readonly Layer[]): Piece[] {
  const marked = layers.flatMap(({ kind, label, spans }) =>
    spans.map((span) => ({ kind, label, ...clip(text, span) })).filter(({ from, to }) => from < to));
  const cuts = [...new Set([0, text.length, ...marked.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => ({
    text: text.slice(from, cuts[index + 1]),
    start: from,
    marks: marked.filter((mark) => mark.from <= from && from < mark.to).map(({ kind, label }) => ({ kind, label })),
  }));
}

function clip(text: string, { start, length }: Span): { from: number; to: number } {
  const from = Math.min(Math.max(start, 0), text.length);
  const to = Math.min(Math.max(start + length, 0), text.length);
  return { from: splitsPair(text, from) ? from - 1 : from, to: splitsPair(text, to) ? to + 1 : to };
}

function splitsPair(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at));
}
