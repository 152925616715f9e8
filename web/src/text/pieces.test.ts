import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf } from './pieces';

const shown = (text: string, ...spans: [kind: 'hit' | 'risk', start: number, length: number][]) =>
  piecesOf(text, spans.map(([kind, start, length]) => ({ kind, label: kind, spans: [{ start, length }] })))
    .map((piece) => [piece.text, piece.marks.map((mark) => mark.kind).join('+')]);

test('A text without spans stays in one piece', () => {
  assert.deepEqual(shown('no hit here'), [['no hit here', '']]);
});

test('An empty text has no pieces', () => {
  assert.deepEqual(shown(''), []);
});

test('Overlapping layers are both kept on the part they share', () => {
  assert.deepEqual(shown('abcdef', ['hit', 1, 3], ['risk', 2, 3]), [
    ['a', ''], ['b', 'hit'], ['cd', 'hit+risk'], ['e', 'risk'], ['f', ''],
  ]);
});

test('Offsets count UTF-16 units, so an emoji before the word moves it by two', () => {
  assert.deepEqual(shown('😀 help', ['hit', 3, 4]), [['😀 ', ''], ['help', 'hit']]);
});

test('A span that cuts a surrogate pair grows to hold it', () => {
  assert.deepEqual(shown('a😀b', ['hit', 2, 1]), [['a', ''], ['😀', 'hit'], ['b', '']]);
});

test('Spans outside the text are clipped or ignored', () => {
  assert.deepEqual(shown('abc', ['hit', 2, 99], ['risk', 50, 2], ['risk', -5, 2]), [['ab', ''], ['c', 'hit']]);
});
