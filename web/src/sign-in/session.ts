import { ErrorResponse, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { Caller } from '../api/client';
import { ProblemError } from '../api/problem';
import type { SignInConfig } from './config';

export const callbackPath = '/signed-in';

/** The sign-in of this tab: code with PKCE, tokens in session storage, gone when the tab is closed. */
export class Session implements Caller {
  private renewing?: Promise<User | null>;

  private constructor(private readonly manager: UserManager, private readonly ended: () => void) {}

  static open({ authority, clientId, scopes }: SignInConfig, ended: () => void): Session {
    const manager = new UserManager({
      authority,
      client_id: clientId,
      redirect_uri: location.origin + callbackPath,
      post_logout_redirect_uri: `${location.origin}/`,
      scope: [...new Set(['openid', 'profile', 'offline_access', ...scopes])].join(' '),
      userStore: new WebStorageStateStore({ store: sessionStorage }),
      stateStore: new WebStorageStateStore({ store: sessionStorage }),
      automaticSilentRenew: false,
      monitorSession: false,
    });
    return new Session(manager, ended);
  }

  /** Takes up what an earlier page of this tab left; true when somebody is signed in. */
  async resume(): Promise<boolean> {
    if (location.pathname === callbackPath) {
      const user = await this.manager.signinRedirectCallback();
      history.replaceState(null, '', typeof user.state === 'string' ? user.state : '/');
      return true;
    }
    const user = await this.manager.getUser();
    return user !== null && (!user.expired || user.refresh_token !== undefined);
  }

  async signIn(): Promise<void> {
    const here = location.pathname === callbackPath ? '/' : location.pathname + location.search;
    await this.manager.signinRedirect({ state: here, prompt: 'select_account' });
  }

  async signOut(): Promise<void> {
    await this.manager.signoutRedirect();
  }

  async token(): Promise<string> {
    const user = await this.manager.getUser();
    if (user && !user.expired) return user.access_token;
    const renewed = user?.refresh_token ? await this.renew() : null;
    if (renewed) return renewed.access_token;
    this.refused();
    throw new ProblemError({ type: 'about:blank', title: 'Your sign-in has ended', status: 401, detail: 'Sign in again to go on.' });
  }

  refused(): void {
    void this.manager.removeUser().then(this.ended);
  }

  /** One renewal at a time: a refresh token may be used once. Only the server's own no ends a sign-in; one that cannot be reached does not. */
  private renew(): Promise<User | null> {
    this.renewing ??= this.manager.signinSilent()
      .catch((why: unknown) => { if (why instanceof ErrorResponse) return null; throw why; })
      .finally(() => { this.renewing = undefined; });
    return this.renewing;
  }
}
