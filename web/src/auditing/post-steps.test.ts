import assert from 'node:assert/strict';
import { it } from 'node:test';
import { saidOf, stageOf } from './post-steps';

it('tells decisions, attempts, answers and views apart, and passes over none', () => {
  assert.deepEqual(
    ['post.drafted', 'post.approved', 'post.submitted', 'post.confirmed', 'post.viewed', 'post.something-new'].map(stageOf),
    ['Draft', 'Decision', 'Attempt', 'Answer of the network', 'View', 'Other'],
  );
});

it('says the version, the attempt and the reason first', () => {
  const entry = { details: { revision: '2', attempt: '1', reason: 'duplicate', digest: 'x' } } as unknown as Parameters<typeof saidOf>[0];
  assert.deepEqual(saidOf(entry), ['Version 2, attempt 1', 'Reason: duplicate']);
});
