import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IntentKeys } from './intent-keys';

test('The same body tried again keeps its key', () => {
  const keys = new IntentKeys();

  assert.deepEqual(keys.for({ text: 'a' }), keys.for({ text: 'a' }));
});

test('Another body, or the same one after a success, gets another key', () => {
  const keys = new IntentKeys();
  const first = keys.for({ text: 'a' });
  const second = keys.for({ text: 'b' });
  keys.succeeded();

  assert.notDeepEqual(first, second);
  assert.notDeepEqual(second, keys.for({ text: 'b' }));
});
