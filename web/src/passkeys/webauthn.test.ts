import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, passkeyProblem, textOf } from './webauthn';

test('Bytes go to base64url and back, whatever they are', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);

  assert.equal(textOf(all.buffer), Buffer.from(all).toString('base64url'));
  assert.deepEqual(bytesOf(textOf(all.buffer)), all);
  assert.deepEqual(bytesOf('_-8'), Uint8Array.from([255, 239]));
});

test('Each error of a browser says what its reader can do', () => {
  const said = (name: string) => passkeyProblem(new DOMException('', name), 'force.example');

  assert.match(said('NotAllowedError').detail ?? '', /cancelled/);
  assert.match(said('SecurityError').detail ?? '', /force\.example/);
  assert.match(said('InvalidStateError').title, /already/);
  assert.match(said('ConstraintError').detail ?? '', /screen lock/);
  assert.equal(passkeyProblem(new Error('odd'), 'force.example').detail, 'odd');
});
