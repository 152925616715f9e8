import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { facetLayers } from './facets';

interface Case {
  text: string;
  found: string[];
}

const cases = JSON.parse(readFileSync(new URL('../../../tests/facets.json', import.meta.url), 'utf8')) as Case[];

const found = (text: string) =>
  facetLayers(text)
    .flatMap(({ kind, spans }) => spans.map(({ start, length }) => ({ kind, start, words: text.slice(start, start + length) })))
    .sort((one, other) => one.start - other.start)
    .map(({ kind, words }) => `${kind} ${words}`);

test('The preview finds what the adapter sends: links, mentions and tags', () => {
  for (const { text, found: expected } of cases) assert.deepEqual(found(text), expected, text);
});
