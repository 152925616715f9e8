import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Page, ReadPages } from '../api/pages';
import { Listed } from './Listed';

function shown(...pages: Page<string>[]): string {
  const list = { data: { pages }, error: null, isPending: false, hasNextPage: !!pages.at(-1)?.next, isFetchingNextPage: false } as ReadPages<string>;
  return renderToStaticMarkup(createElement(Listed<string>, { list, what: 'entries', empty: 'None at all', children: (items) => items.join(' ') }));
}

test('A page without a find that is not the last offers to look further back', () => {
  const found = shown({ items: [], next: 'older' });

  assert.match(found, /Look further back/);
  assert.doesNotMatch(found, /None at all/);
});

test('Only the last page says that there is none', () => {
  assert.equal(shown({ items: [], next: 'older' }, { items: [] }), 'None at all');
});

test('What was found stays while there is more, and nothing is offered at the end', () => {
  assert.match(shown({ items: ['one'], next: 'older' }), /^one.*Show more entries/);
  assert.equal(shown({ items: ['one'], next: 'older' }, { items: ['two'] }), 'one two');
});
