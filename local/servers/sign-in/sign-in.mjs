// Stands in for Microsoft Entra ID on this machine: node sign-in.mjs --port 7072 --dashboard http://localhost:7071 --people FILE
// Loopback only and without passwords: never for anything but the demo and the tests.
import http from 'node:http';
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import Provider, { errors, interactionPolicy } from 'oidc-provider';
import { exportJWK, generateKeyPair } from 'jose';
import { pickPage } from './pick-page.mjs';

const { values: options } = parseArgs({
  options: { port: { type: 'string' }, dashboard: { type: 'string' }, people: { type: 'string' } },
});
const { directory, people, callers } = JSON.parse(fs.readFileSync(options.people, 'utf8'));
const port = Number(options.port);
const prefix = `/${directory}/v2.0`;
const origin = `http://localhost:${port}`;
const api = 'api://crowdcontrol';
const audience = '99999999-0000-4000-8000-000000000001';
const claimNames = ['sub', 'oid', 'tid', 'preferred_username', 'name', 'email'];

const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const signingKey = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: `key-${Date.now()}` };

const personClaims = (person) => ({
  sub: person.key, oid: person.objectId, tid: directory, ver: '2.0',
  name: person.name, preferred_username: person.email, email: person.email,
});
const person = (key) => people.find((one) => one.key === key);
const caller = (key) => callers.find((one) => one.key === key);
const pages = ['/', '/signed-in', '/sign-in/callback', '/silent'].map((path) => options.dashboard + path);

// Entra lets an app ask for the account picker; it is the demo's only page.
const policy = interactionPolicy.base();
policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);

const provider = new Provider(origin + prefix, {
  jwks: { keys: [signingKey] },
  cookies: { keys: ['loopback only'] },
  scopes: ['openid', 'profile', 'email', 'offline_access'],
  claims: { openid: claimNames },
  conformIdTokenClaims: false,
  clients: [
    {
      client_id: 'dashboard', token_endpoint_auth_method: 'none', application_type: 'native',
      redirect_uris: pages, post_logout_redirect_uris: pages,
      grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
    },
    ...callers.map((one) => ({
      client_id: one.key, client_secret: one.secret, token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [], response_types: [], grant_types: ['client_credentials'],
    })),
  ],
  clientBasedCORS: () => true,
  pkce: { required: () => true },
  rotateRefreshToken: true,
  ttl: { AccessToken: 3600, ClientCredentials: 3600, Interaction: 3600, Session: 12 * 3600, Grant: 12 * 3600, RefreshToken: 12 * 3600, IdToken: 3600 },
  formats: {
    customizers: {
      // Entra's access tokens say typ JWT and carry scp instead of scope.
      jwt(context, token, parts) {
        parts.header = { ...parts.header, typ: 'JWT' };
        delete parts.payload.scope;
        return parts;
      },
    },
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    rpInitiatedLogout: { enabled: true, logoutSource: signOutWithoutAsking },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      // Entra names an API by its scope: scope=api://crowdcontrol/.default
      defaultResource: (context) => context.oidc.params?.scope?.match(/api:\/\/[^/ ]+/)?.[0],
      getResourceServerInfo(context, resource) {
        if (resource !== api) throw new errors.InvalidTarget();
        return {
          scope: `${api}/.default ${api}/access_as_user`, audience, accessTokenFormat: 'jwt',
          accessTokenTTL: 3600, jwt: { sign: { alg: 'RS256' } },
        };
      },
    },
  },
  extraTokenClaims(context, token) {
    if (token.kind !== 'ClientCredentials')
      return { ...personClaims(person(token.accountId)), azp: token.clientId, scp: 'access_as_user' };
    const one = caller(token.clientId);
    return { oid: one.objectId, tid: directory, ver: '2.0', azp: token.clientId, idtyp: 'app', name: one.name, roles: ['Api.Call'] };
  },
  findAccount: (context, key) => person(key) && { accountId: key, claims: () => personClaims(person(key)) },
  interactions: { policy, url: (context, interaction) => `/interaction/${interaction.uid}` },
  async loadExistingGrant({ oidc: { client, session, provider: issuer, params } }) {
    const grant = new issuer.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope(params.scope);
    grant.addOIDCClaims(claimNames);
    grant.addResourceScope(api, `${api}/access_as_user ${api}/.default`);
    await grant.save();
    return grant;
  },
});

function signOutWithoutAsking(context, form) {
  context.body = `<!doctype html><title>Signing out</title><body onload="document.forms[0].submit()">`
    + form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>');
}

async function interact(request, response) {
  const { prompt, params } = await provider.interactionDetails(request, response);
  const asked = new URL(request.url, origin).searchParams.get('person') ?? params.login_hint?.split('@')[0];
  if (prompt.name === 'consent')
    return provider.interactionFinished(request, response, { consent: {} }, { mergeWithLastSubmission: true });
  if (asked && person(asked))
    return provider.interactionFinished(
      request, response, { select_account: {}, login: { accountId: asked } }, { mergeWithLastSubmission: false });
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  return response.end(pickPage(people, new URL(request.url, origin).pathname));
}

const serve = provider.callback();
const server = http.createServer((request, response) => {
  if (request.url.startsWith(prefix + '/')) {
    request.originalUrl = request.url;
    request.url = request.url.slice(prefix.length);
    return serve(request, response);
  }
  if (request.url.startsWith('/interaction/'))
    return interact(request, response).catch((error) => {
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`This sign-in is too old or was already used. Go back to the dashboard and sign in again. (${error.message})`);
    });
  return response.writeHead(404).end();
});
server.listen(port, '127.0.0.1', () => console.log(`sign-in ready at ${origin}${prefix}`));
process.on('SIGTERM', () => process.exit(0));
