import type { components } from '../api/generated/schema';
import { ProblemError, readProblem } from '../api/problem';

export type SignInConfig = components['schemas']['SignIn'];

/** Asked before anybody signed in, so without the client that sends tokens. */
export async function readSignInConfig(): Promise<SignInConfig> {
  const response = await fetch('/api/v1/sign-in');
  if (!response.ok) throw new ProblemError(await readProblem(response));
  return (await response.json()) as SignInConfig;
}
