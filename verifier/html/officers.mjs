// Officers' own signatures: which passkeys stand in the log for whom, and whether theirs signed the act (WebAuthn, ECDSA on P-256).
import { Invalid, base64url, demand, join, same, sha256, text, toBase64url, utf8 } from './bytes.mjs';
import { canonical, parseCanonical } from './leaf.mjs';
import { fromDer, p256Spki } from './notes.mjs';

const [present, verified, mayBackUp, backedUp, attested, extended] = [1, 4, 8, 16, 64, 128];

/** JSON in any spelling, but no name twice in an object and no half of a surrogate pair: what two readers might understand differently. */
export function parseStrict(bytes, what, depth) {
  const whole = text(bytes, what);
  let value;
  try {
    value = JSON.parse(whole);
  } catch {
    throw new Invalid(`${what} is not JSON.`);
  }
  canonical(value, depth);
  const open = [];
  let last;
  for (const [token] of whole.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/gs)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') last = token;
    else {
      const name = JSON.parse(last);
      demand(!open.at(-1).has(name), `${what} has a name twice.`);
      open.at(-1).add(name);
    }
  }
  return value;
}

const importPasskey = (spki, why) => crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
  .catch(() => { throw new Invalid(why); });

/** A domain as the host part of an address is written, and not the number of a machine. */
const isDomain = (host) => /^[a-z0-9.-]{1,253}$/.test(host) && host.replace(/\.$/, '').split('.').every((label) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(label))
  && !/^[0-9.]*$/.test(host) && URL.canParse(`https://${host}`) && new URL(`https://${host}`).hostname === host;

/** What an entry says in obj of a passkey: the site's domain, a stroke, and the public key. */
async function readPasskey({ obj, seq: { s } }) {
  const [site, spelt, ...rest] = obj.id.split('/');
  demand(obj.k === 'credential' && spelt !== undefined && rest.length === 0 && isDomain(site),
    'A passkey stands in obj as the site\'s domain, a stroke and the public key.');
  const spki = base64url(spelt, 'The public key of a passkey', 91);
  demand(same(spki.slice(0, 27), p256Spki), 'The public key of a passkey is not on P-256.');
  demand(s.startsWith('user:'), `A passkey is its holder's, and ${s} is nobody's stream.`);
  return {
    site, holder: `u:${s.slice(5)}`, name: toBase64url(await sha256(spki)),
    key: await importPasskey(spki, 'The public key of a passkey is not a point of its curve.'),
  };
}

/** The text that an entry commits to under the name wa. */
function parseAssertion(said) {
  demand(said.length <= 8192 && !/\p{Surrogate}/u.test(said), 'An assertion has 8,192 characters at most, and no half of one.');
  const fields = parseCanonical(utf8(said), 'The assertion', 1);
  const names = ['authenticatorData', 'clientDataJSON', 'key', 'signature'];
  demand(fields !== null && typeof fields === 'object' && Object.keys(fields).join() === names.join()
    && Object.values(fields).every((field) => typeof field === 'string'), `An assertion is an object of ${names.join(', ')}.`);
  const [authenticator, client, , signature] = names.map((name) => base64url(fields[name], `The field ${name} of the assertion`));
  base64url(fields.key, 'The name of the assertion\'s key', 32);
  return { authenticator, client, name: fields.key, signature };
}

/** What the browser says that it asked the authenticator for. */
function checkClient(bytes, challenge, site) {
  demand(bytes.length <= 4096, 'The client data has more than 4,096 bytes.');
  const said = parseStrict(bytes, 'The client data', 8);
  demand(said !== null && typeof said === 'object' && !Array.isArray(said), 'The client data is no JSON object.');
  const own = (name) => (Object.hasOwn(said, name) ? said[name] : undefined);
  demand(own('type') === 'webauthn.get', 'The browser was not asked for a signature.');
  demand(own('challenge') === challenge, 'Something else was signed: the challenge is not the one of this act.');
  const origin = own('origin');
  const address = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin) : undefined;
  demand(address !== undefined && address.origin === origin && (address.hostname === site || address.hostname.endsWith(`.${site}`))
    && (address.protocol === 'https:' || (address.protocol === 'http:' && address.hostname === 'localhost')),
  `The page that asked came from ${origin}, which is not a page of ${site}.`);
  demand([undefined, false].includes(own('crossOrigin')) && own('topOrigin') === undefined, 'The page was embedded in another site when it asked.');
}

async function checkAuthenticator(bytes, site) {
  const flags = bytes[32];
  demand(bytes.length === 37 || (bytes.length > 37 && flags & (attested | extended)), 'The authenticator data does not have its length.');
  demand(!(flags & backedUp) || flags & mayBackUp, 'The authenticator data says of a passkey that may not be copied that it was.');
  demand(same(bytes.slice(0, 32), await sha256(utf8(site))), `The authenticator signed for another site than ${site}.`);
  demand(flags & present && flags & verified, 'The authenticator did not check who was there.');
  demand(!(flags & attested), 'The authenticator data registers a passkey and signs nothing.');
}

/** Holds what officers signed to the passkeys that stand in the log for them. Wants every entry that is there, in order. */
export class Officers {
  #passkeys = new Map();
  #whole;
  holding = 0;
  unseen = 0;

  /** Whole means a whole log: whoever is not registered in it is registered nowhere, unless it goes on from another log. */
  constructor(whole) { this.#whole = whole; }

  /** The assertion is what a pack shows under the name wa. Gives a sentence where the signature could not be judged. */
  async take(leaf, index, assertion) {
    if (index === 0n && leaf.t === 'log.opened') this.#whole = false;
    try {
      if (leaf.out === 'ok' && leaf.t === 'user.credential-registered') await this.#register(leaf, index);
      if (leaf.out === 'ok' && leaf.t === 'user.credential-revoked') await this.#revoke(leaf, index);
      return leaf.wa === undefined ? undefined : await this.#judge(leaf, index, assertion);
    } catch (error) {
      // A selection may hold a revocation without its registration, and that says nothing against it.
      if (error instanceof Invalid && !this.#whole && leaf.t === 'user.credential-revoked' && leaf.wa === undefined) return undefined;
      throw error instanceof Invalid ? new Invalid(error.message, index, error.where) : error;
    }
  }

  async #register(leaf, index) {
    const passkey = await readPasskey(leaf);
    demand(leaf.act.r === passkey.holder, `Entry ${index} registers a passkey for ${passkey.holder}, and ${leaf.act.r} did it.`);
    demand(!this.#passkeys.has(passkey.name), `Entry ${index} registers a passkey that an entry before it registered.`);
    this.#passkeys.set(passkey.name, passkey);
  }

  async #revoke(leaf, index) {
    const { name, holder } = await readPasskey(leaf);
    const known = this.#passkeys.get(name);
    demand(known?.holder === holder, `Entry ${index} revokes a passkey that no entry before it registered.`);
    known.revoked ??= index;
  }

  async #judge({ wa, seq, ts, ...act }, index, assertion) {
    const officer = act.act.r;
    demand(!this.#whole || [...this.#passkeys.values()].some(({ holder, revoked }) => holder === officer && revoked === undefined),
      `Entry ${index} says that ${officer} signed it, who had no passkey then.`);
    if (assertion === undefined) {
      this.unseen++;
      return undefined;
    }
    const said = parseAssertion(assertion);
    const known = this.#passkeys.get(said.name);
    if (known === undefined && !this.#whole) {
      return `The entry that registered the passkey of entry ${index} is not here, so its signature was not judged.`;
    }
    demand(known !== undefined, `Entry ${index} is signed with a passkey that no entry before it registered.`);
    demand(known.holder === officer, `Entry ${index} says that ${officer} signed it, and the passkey is ${known.holder}'s.`);
    demand(known.revoked === undefined, `Entry ${index} is signed with a passkey that entry ${known.revoked} revoked.`);
    checkClient(said.client, toBase64url(await sha256(utf8(canonical(act)))), known.site);
    await checkAuthenticator(said.authenticator, known.site);
    const signed = join(said.authenticator, await sha256(said.client));
    demand(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, known.key, fromDer(said.signature, false), signed),
      `The passkey's signature of entry ${index} does not hold.`);
    this.holding++;
    return undefined;
  }
}
