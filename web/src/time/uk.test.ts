import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUkWallTime, ukDateTime, ukWallTime } from './uk';

test('A winter instant is shown as it is in UTC', () => {
  assert.equal(ukDateTime('2026-11-24T02:10:00Z'), '24 November 2026 at 02:10');
});

test('A summer instant is shown one hour ahead of UTC', () => {
  assert.equal(ukDateTime('2026-07-01T23:30:00Z'), '2 July 2026 at 00:30');
});

test('Midnight is 00, not 24', () => {
  assert.equal(ukWallTime('2026-01-01T00:05:00Z'), '2026-01-01T00:05');
});

test('A wall time and its instant are each other\'s inverse in summer and in winter', () => {
  for (const text of ['2026-07-01T09:15', '2026-12-24T18:00'])
    assert.equal(ukWallTime(fromUkWallTime(text) ?? ''), text);
});

test('The hour that the clocks skip in March is no time', () => {
  assert.equal(fromUkWallTime('2026-03-29T01:30'), undefined);
});

test('In the hour that comes twice in October the first one is meant', () => {
  assert.equal(fromUkWallTime('2026-10-25T01:30'), '2026-10-25T00:30:00.000Z');
});

test('A text that is no time is refused', () => {
  for (const text of ['', 'tomorrow', '2026-13-40T99:99', '2026-02-30T10:00'])
    assert.equal(fromUkWallTime(text), undefined);
});
