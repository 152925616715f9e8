import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftProblems, emptyDraft, sentContent, type Draft } from './draft';

const limits = {
  maximumCharacters: 10, maximumBytes: 40, maximumImages: 4, maximumImageBytes: 1000, maximumAltText: 20, imageTypes: ['image/jpeg'],
};

const draft = (content: Partial<Draft['content']> = {}, publishAt = ''): Draft =>
  ({ channel: 'c', content: { ...emptyDraft.content, text: 'Road open', ...content }, publishAt });

test('A short text with a language on a channel has no problem', () => {
  assert.deepEqual(draftProblems(draft(), limits), {});
});

test('An empty form is told about the channel and the words', () => {
  assert.deepEqual(Object.keys(draftProblems(emptyDraft, undefined)), ['channel', 'text']);
});

test('The length is counted as people count and the excess is named', () => {
  assert.deepEqual(draftProblems(draft({ text: '👍🏽'.repeat(4) }), limits), {});
  assert.match(draftProblems(draft({ text: 'Road is open' }), limits).text ?? '', /2 characters too long/);
});

test('A text short in characters can be too long in bytes', () => {
  assert.match(draftProblems(draft({ text: '👨‍👩‍👧‍👦👨‍👩‍👧‍👦' }), limits).text ?? '', /more room/);
});

test('An image without alternative text is a problem of the images', () => {
  assert.deepEqual(Object.keys(draftProblems(draft({ images: [{ media: 'm', altText: ' ' }] }), limits)), ['images']);
});

test('A time that UK clocks skip is refused, a real one is sent in UTC', () => {
  assert.ok(draftProblems(draft({}, '2027-03-28T01:30'), limits).publishAt);
  assert.equal(sentContent(draft({}, '2027-07-01T09:00')).publishAt, '2027-07-01T08:00:00.000Z');
});
