import type { PasskeyChallenge, Signing } from '../api/shapes';
import { ProblemError, type Problem } from '../api/problem';

/** ECDSA with P-256 and SHA-256, which every authenticator offers and every verifier has built in. */
const es256 = -7;
const patience = 120_000;

export const passkeysWork = (): boolean => 'PublicKeyCredential' in globalThis && globalThis.isSecureContext;

/** Has the device make a passkey, and gives what the API takes in. */
export async function createPasskey({ challenge, site, organisation, user, userName, exclude }: PasskeyChallenge) {
  if (!passkeysWork()) throw new PasskeyProblem(unsupported);
  const made = await asked(site, () => navigator.credentials.create({
    publicKey: {
      challenge: bytesOf(challenge), rp: { id: site, name: organisation }, timeout: patience, attestation: 'none',
      user: { id: bytesOf(user), name: userName, displayName: userName },
      pubKeyCredParams: [{ type: 'public-key', alg: es256 }],
      authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
      excludeCredentials: exclude.map((id) => ({ type: 'public-key', id: bytesOf(id) })),
    },
  }));
  const response = made.response as AuthenticatorAttestationResponse;
  if (!('getAuthenticatorData' in response)) throw new PasskeyProblem(unsupported);
  return { challenge, clientData: textOf(response.clientDataJSON), authenticatorData: textOf(response.getAuthenticatorData()) };
}

/** Has a passkey sign what the API asked for, and gives the header that the act is sent again with. */
export async function signature({ id, challenge, site, passkeys }: Signing, signal: AbortSignal): Promise<string> {
  if (!passkeysWork()) throw new PasskeyProblem(unsupported);
  const used = await asked(site, () => navigator.credentials.get({
    signal,
    publicKey: {
      challenge: bytesOf(challenge), rpId: site, timeout: patience, userVerification: 'required',
      allowCredentials: passkeys.map(({ credentialId }) => ({ type: 'public-key', id: bytesOf(credentialId) })),
    },
  }));
  const key = passkeys.find(({ credentialId }) => credentialId === textOf(used.rawId))?.id;
  if (!key) throw new PasskeyProblem(notUsed);
  const { authenticatorData, clientDataJSON, signature: signed } = used.response as AuthenticatorAssertionResponse;
  // In this order the text is canonical JSON, which is what the record commits to.
  const assertion = JSON.stringify({
    authenticatorData: textOf(authenticatorData), clientDataJSON: textOf(clientDataJSON), key, signature: textOf(signed),
  });
  return `${id}.${textOf(new TextEncoder().encode(assertion).buffer)}`;
}

/** What kept a device from making or using a passkey. */
export class PasskeyProblem extends ProblemError {}

const unsupported: Problem = {
  type: 'passkey-unsupported', status: 0, title: 'This browser cannot use passkeys',
  detail: 'Use a current Chrome, Edge, Firefox or Safari, and open CrowdControl at its own address with https.',
};

const notUsed: Problem = {
  type: 'passkey-not-used', status: 0, title: 'No passkey was used',
  detail: 'You cancelled, it took too long, or none of your passkeys is at hand. Have your device or security key ready, then try again.',
};

/** The browser's errors say little on purpose; each gets what its reader can do about it. */
export function passkeyProblem(error: unknown, site: string): Problem {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'AbortError':
      return notUsed;
    case 'InvalidStateError':
      return { ...notUsed, title: 'This device holds a passkey of yours already', detail: 'Use that one, or register another device or security key.' };
    case 'SecurityError':
      return { ...notUsed, title: 'Passkeys do not work at this address', detail: `They are bound to ${site}. Open CrowdControl there.` };
    case 'NotSupportedError':
    case 'ConstraintError':
      return {
        ...notUsed, title: 'This device cannot make such a passkey',
        detail: 'It needs a screen lock (finger, face or PIN). Set one up, or use a phone or a security key with a PIN.',
      };
    default:
      return { ...notUsed, title: 'The passkey could not be used', detail: error instanceof Error ? error.message : String(error) };
  }
}

async function asked(site: string, ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const given = await ask();
    if (given instanceof PublicKeyCredential) return given;
  } catch (error) {
    throw new PasskeyProblem(passkeyProblem(error, site));
  }
  throw new PasskeyProblem(notUsed);
}

export function textOf(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
