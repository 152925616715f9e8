import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Watch } from '../api/shapes';
import { movesOf } from './watch-moves';

const watch = (state: Watch['state'], meanwhile: string[] | null = null): Watch =>
  ({ id: 'w', name: 'Bridge', purpose: 'To know', terms: ['tunnel'], meanwhile, state, owner: 'Carys', hitsToday: 0, lastHitAt: null });

const offered = (one: Watch) => movesOf(one).map(({ move }) => move);

test('It offers to authorise changed words while the old ones run, and while it is paused', () => {
  assert.deepEqual(offered(watch('Active', ['bridge'])), ['authorise', 'pause', 'retire']);
  assert.deepEqual(offered(watch('Paused', ['bridge'])), ['authorise', 'resume', 'retire']);
});

test('It offers nothing to authorise where nothing awaits it', () => {
  assert.deepEqual(offered(watch('Active')), ['pause', 'retire']);
});

test('It offers to authorise a first request, and nothing once the watch is retired', () => {
  assert.deepEqual(offered(watch('AwaitingAuthorisation')), ['authorise', 'retire']);
  assert.deepEqual(offered(watch('Retired')), []);
});
