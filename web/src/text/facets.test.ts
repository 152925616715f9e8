import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facetLayers } from './facets';

const found = (text: string) =>
  facetLayers(text).flatMap(({ kind, spans }) =>
    spans.map(({ start, length }) => `${kind} ${text.slice(start, start + length)}`));

test('Links, mentions and tags are found in one text', () => {
  assert.deepEqual(found('See https://example.org/a?b=c, @desk.example.org and #Storm😀'), [
    'link https://example.org/a?b=c', 'mention @desk.example.org', 'tag #Storm😀',
  ]);
});

test('The stop after an address and a bracket around it are not part of it', () => {
  assert.deepEqual(found('(https://example.org/x). https://example.org/(y)!'), [
    'link https://example.org/x', 'link https://example.org/(y)',
  ]);
});

test('An e-mail address is no mention and a bare number is no tag', () => {
  assert.deepEqual(found('desk@example.org is #1'), []);
});
