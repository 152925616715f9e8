import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graphemeCount, utf8Length } from './graphemes';

test('A family emoji, a flag and a letter with an accent count as one each', () => {
  assert.equal(graphemeCount('👨‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿e\u0301'), 3);
});

test('Plain words count letter by letter and nothing counts as nothing', () => {
  assert.equal(graphemeCount('Road closed'), 11);
  assert.equal(graphemeCount(''), 0);
});

test('Bytes are those of UTF-8', () => {
  assert.equal(utf8Length('ŵ€😀'), 2 + 3 + 4);
});
