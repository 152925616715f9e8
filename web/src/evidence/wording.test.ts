import assert from 'node:assert/strict';
import { test } from 'node:test';
import { period } from './wording';

test('a period is said in years where it is whole years, and in days where it is not', () => {
  assert.deepEqual([1, 30, 365, 2190, 2191].map(period), ['1 day', '30 days', '1 year', '6 years', '2191 days']);
});
