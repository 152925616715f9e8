import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Session } from './session';

const authority = 'https://directory.example';
const key = `oidc.user:${authority}:dashboard`;
const stored = new Map<string, string>();

const sessionStorage = {
  get length() { return stored.size; },
  key: (index: number) => [...stored.keys()][index] ?? null,
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, value: string) => { stored.set(name, value); },
  removeItem: (name: string) => { stored.delete(name); },
};

/** A tab whose token has run out, and which holds what renews it. */
function open(answer: () => Promise<Response>, ended: () => void): Session {
  Object.assign(globalThis, { sessionStorage, location: new URL('https://crowdcontrol.example/'), fetch: answer });
  stored.set(key, JSON.stringify({ access_token: 'old', refresh_token: 'renews', token_type: 'Bearer', scope: 'openid', profile: { sub: 'dev' }, expires_at: 1 }));
  return Session.open({ authority, clientId: 'dashboard', scopes: [] }, ended);
}

const json = (status: number, body: object) => Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }));

beforeEach(() => stored.clear());

test('A sign-in server that cannot be reached does not end a sign-in', async () => {
  const session = open(() => Promise.reject(new TypeError('Failed to fetch')), () => assert.fail('signed out'));

  await assert.rejects(session.token(), TypeError);

  assert.ok(stored.has(key));
});

test('A refused renewal ends the sign-in', async () => {
  let asked = 0;
  const ended = new Promise<void>((resolve) => {
    const session = open(() => asked++ === 0
      ? json(200, { issuer: authority, token_endpoint: `${authority}/token`, jwks_uri: `${authority}/keys` })
      : json(400, { error: 'invalid_grant' }), resolve);
    void assert.rejects(session.token(), { problem: { status: 401, type: 'about:blank', title: 'Your sign-in has ended', detail: 'Sign in again to go on.' } });
  });

  await ended;

  assert.ok(!stored.has(key));
});
