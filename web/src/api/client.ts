import createClient, { type Middleware } from 'openapi-fetch';
import { createContext, use } from 'react';
import type { paths } from './generated/schema';
import { ProblemError, readProblem } from './problem';

/** Who is asking: gives a valid bearer token, and is told when the API no longer takes it. */
export type Caller = { token: () => Promise<string>; refused: () => void };

export function createApi(caller: Caller) {
  const bearer: Middleware = {
    async onRequest({ request }) {
      request.headers.set('Authorization', `Bearer ${await caller.token()}`);
      return request;
    },
    async onResponse({ response }) {
      if (response.ok) return;
      if (response.status === 401) caller.refused();
      throw new ProblemError(await readProblem(response));
    },
  };
  const client = createClient<paths>({ baseUrl: location.origin });
  client.use(bearer);
  return client;
}

export type Api = ReturnType<typeof createApi>;

export const ApiContext = createContext<Api | undefined>(undefined);

export function useApi(): Api {
  const api = use(ApiContext);
  if (!api) throw new Error('This page was shown before anybody signed in.');
  return api;
}

/** The body of an answer that is known to be good: the middleware has thrown for every other. */
export async function bodyOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** A body with the version to hand back in If-Match. */
export async function versioned<T>(call: Promise<{ data?: T; response: Response }>): Promise<{ value: T; etag: string }> {
  const { data, response } = await call;
  return { value: data as T, etag: response.headers.get('ETag') ?? '' };
}
