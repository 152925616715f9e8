import assert from 'node:assert/strict';
import { it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

const largestFirstScripts = 200 * 1024;

export function serving(world) {
  const get = (path, headers = {}) => fetch(world.stack.url + path, { headers });

  it('lets no inline script and no foreign host in', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';

    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'(;|$)/);
    assert.doesNotMatch(policy, /unsafe-(inline|eval)/);
  });

  it('keeps named-by-content files for a year and asks for the page itself each time', async () => {
    const page = await get('/');
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? '';
    const file = await get(script, { 'accept-encoding': 'br' });

    assert.match(page.headers.get('cache-control') ?? '', /no-cache/);
    assert.match(file.headers.get('cache-control') ?? '', /max-age=31536000.*immutable/);
    assert.equal(file.headers.get('content-encoding'), 'br');
  });

  it('keeps the scripts of the first page under 200 KB compressed', async () => {
    const html = await (await get('/')).text();
    const names = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, name]) => name);
    const sizes = await Promise.all(names.map(async (name) => brotliCompressSync(Buffer.from(await (await get(name)).arrayBuffer())).length));

    assert.ok(names.length > 0);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= largestFirstScripts, `${sizes.join(' + ')} bytes`);
  });
}
