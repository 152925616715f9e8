import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Me } from '../api/shapes';
import { may, type Permission } from './permissions';

const someone = (...permissions: { permission: string; channels: string[] | null }[]): Me => ({
  member: { id: 'm', name: 'M', kind: 'Person' }, organisation: { id: 'o', name: 'O' }, roles: [], permissions,
});

test('Without a grant there is no right', () => {
  assert.equal(may(someone(), 'DraftPosts'), false);
});

test('A grant over one channel gives the right there and nowhere else', () => {
  const me = someone({ permission: 'DraftPosts' satisfies Permission, channels: ['a'] });

  assert.equal(may(me, 'DraftPosts', 'a'), true);
  assert.equal(may(me, 'DraftPosts', 'b'), false);
  assert.equal(may(me, 'DraftPosts'), true);
});

test('A grant without channels covers every channel, for its own right only', () => {
  const me = someone({ permission: 'ReviewPosts' satisfies Permission, channels: null });

  assert.equal(may(me, 'ReviewPosts', 'any'), true);
  assert.equal(may(me, 'DraftPosts', 'any'), false);
});
