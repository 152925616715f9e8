import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft, entriesOf, requestOf } from './request';
import { fileSize } from './wording';

test('entries are read one by one and in ranges, in order and once each', () => {
  assert.deepEqual(entriesOf('7-9, 3 8'), [3, 7, 8, 9]);
  for (const wrong of ['', 'x', '9-7', '1-', '0-9999']) assert.equal(entriesOf(wrong), undefined, wrong);
});

test('what is missing is said by field, and nothing is sent', () => {
  const { body, faults } = requestOf({ ...emptyDraft, from: '31 June', sensitive: [{ key: 'a', entry: '', reason: 'Safety', authority: 'x' }] });
  assert.equal(body, undefined);
  assert.deepEqual(Object.keys(faults).sort(), ['channel', 'from', 'sensitive.0.entry']);
});

test('the period is what clocks in the UK show, in summer as in winter', () => {
  const { from, until } = requestOf({ ...emptyDraft, channel: 'c', from: '2026-07-01T00:00', until: '2026-12-01T00:00' }).body ?? {};
  assert.deepEqual([from, until], ['2026-06-30T23:00:00.000Z', '2026-12-01T00:00:00.000Z']);
});

test('chosen entries never claim to be all', () => {
  assert.equal(requestOf({ ...emptyDraft, about: 'entries', entries: '4', complete: true }).body?.complete, false);
});

test('exhibits go along with their case and with nothing else', () => {
  const draft = { ...emptyDraft, caseId: 'c', channel: 'c', exhibits: ['c.1'] };
  assert.deepEqual(requestOf({ ...draft, about: 'case' }).body?.exhibits, ['c.1']);
  assert.deepEqual(requestOf(draft).body?.exhibits, []);
});

test('file sizes are short', () => {
  assert.deepEqual([0, 999, 157_351, 31_400_000].map(fileSize), ['0 bytes', '999 bytes', '157 KB', '31.4 MB']);
});
