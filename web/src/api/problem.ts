/** RFC 9457 problem details as the API sends them. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: Record<string, string[]>;
  retryAfterSeconds?: number;
};

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

const unreachable: Problem = {
  type: 'about:blank',
  title: 'CrowdControl cannot be reached',
  status: 0,
  detail: 'Check your connection, then try again. Nothing that you typed is lost.',
};

export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof TypeError) return unreachable;
  return { ...unreachable, title: 'Something went wrong on this page', detail: error instanceof Error ? error.message : String(error) };
}

/** The messages for one field, whatever the case of its name in the answer. */
export function fieldErrors(problem: Problem | undefined, field: string): string | undefined {
  const found = Object.entries(problem?.errors ?? {}).filter(([name]) => name.toLowerCase() === field.toLowerCase());
  return found.length === 0 ? undefined : found.flatMap(([, messages]) => messages).join(' ');
}

export async function readProblem(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get('Retry-After'));
  const retryAfterSeconds = retryAfter > 0 ? retryAfter : undefined;
  const fallback = { type: 'about:blank', title: titleOf(response.status), status: response.status, retryAfterSeconds };
  if (!response.headers.get('Content-Type')?.includes('json')) return fallback;
  return { ...fallback, ...((await response.json()) as Partial<Problem>) };
}

function titleOf(status: number): string {
  if (status === 401) return 'You are signed out';
  if (status === 403) return 'You may not do this';
  if (status === 404) return 'Not found';
  if (status === 412) return 'Someone changed this before you';
  if (status === 429) return 'Too many requests';
  if (status === 503) return 'The service is busy';
  return `The service answered ${status}`;
}
