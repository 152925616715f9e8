import type { AuditEntry } from '../api/shapes';

export const stages = ['Draft', 'Edit', 'Decision', 'Order', 'Attempt', 'Answer of the network', 'Wait', 'View', 'Other'] as const;

/** What kind of step an entry about a post is. */
export type Stage = (typeof stages)[number];

const kinds: Record<string, Stage> = {
  'post.drafted': 'Draft', 'post.edited': 'Edit', 'post.requested': 'Order', 'post.withdrawn': 'Order', 'post.recalled': 'Order',
  'post.take-down-ordered': 'Order', 'post.retry-ordered': 'Order', 'post.approved': 'Decision', 'post.rejected': 'Decision',
  'post.changes-requested': 'Decision', 'post.submitted': 'Attempt', 'post.removal-asked': 'Attempt', 'post.confirmed': 'Answer of the network',
  'post.failed': 'Answer of the network', 'post.unresolved': 'Answer of the network', 'post.absence-proved': 'Answer of the network',
  'post.throttled': 'Answer of the network', 'post.removed': 'Answer of the network', 'post.removal-refused': 'Answer of the network',
  'post.removal-delayed': 'Answer of the network', 'post.scheduled': 'Wait', 'post.held': 'Wait', 'post.let-go': 'Wait', 'post.expired': 'Wait',
};

export const stageOf = (act: string): Stage => kinds[act] ?? (act.endsWith('.viewed') ? 'View' : 'Other');

const outcomes: Record<AuditEntry['outcome'], string> = { Done: '', Asked: ': asked for', Refused: ': refused', Unknown: ': outcome unknown' };

export const outcomeOf = (outcome: AuditEntry['outcome']): string => outcomes[outcome];

/** What a reader wants to know of a step before its details: of which version, why, and what came of it. */
export function saidOf({ details }: AuditEntry): string[] {
  const { revision, attempt, reason, live, until } = details;
  return [
    [revision && `version ${revision}`, attempt && `attempt ${attempt}`].filter(Boolean).join(', '),
    reason && `Reason: ${reason}`, live && `Live as ${live}`, until && 'Looked at more than once',
  ].filter((line): line is string => Boolean(line)).map((line) => line.charAt(0).toUpperCase() + line.slice(1));
}
