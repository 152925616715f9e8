import type { Submission } from '../api/shapes';

export type Verdict = Submission['decisions'][number]['verdict'];

export const verdicts: Record<Verdict, string> = {
  Approved: 'Approved', Rejected: 'Rejected', ChangesRequested: 'Changes requested',
};
