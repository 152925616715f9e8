import type { Exhibit, EvidenceClass, Hold } from '../api/shapes';

/** What each class is of, in the words of those who choose one. */
export const classes: Record<EvidenceClass, { name: string; means: string }> = {
  Routine: { name: 'Routine', means: 'Of no offence: engagement, complaints about service.' },
  Crime: { name: 'Crime', means: 'Of an offence that is not grave.' },
  Serious: { name: 'Serious crime', means: 'Of grave, sexual or violent offences.' },
  Protection: { name: 'Public protection', means: 'Of risk to children or adults who need protection.' },
};

type Tone = 'informative' | 'success' | 'warning' | 'danger' | 'subtle';

/** Where an exhibit stands, the gravest first. */
export function standing({ state, isRestricted, reviewDue, removal }: Exhibit): { name: string; tone: Tone } {
  if (state === 'Destroyed') return { name: removal?.kind === 'Disposal' ? 'Disposed of' : 'Erased', tone: 'subtle' };
  if (state === 'Destroying') return { name: 'Being destroyed', tone: 'danger' };
  if (removal?.state === 'Asked') return { name: 'Waits for approval to be destroyed', tone: 'warning' };
  if (isRestricted) return { name: 'Restricted', tone: 'warning' };
  if (reviewDue) return { name: 'Review due', tone: 'warning' };
  return { name: 'Kept', tone: 'success' };
}

export const holdStates: Record<Hold['state'], { name: string; tone: Tone }> = {
  InForce: { name: 'In force', tone: 'success' },
  ReleaseAsked: { name: 'In force, release asked for', tone: 'warning' },
  Released: { name: 'Released', tone: 'subtle' },
};

/** "30 days" or "6 years", whichever is whole. */
export function period(days: number): string {
  if (days % 365 === 0) return days === 365 ? '1 year' : `${days / 365} years`;
  return days === 1 ? '1 day' : `${days} days`;
}
