/** What is known of an attempt, in words; an outcome that this page does not know is shown as it is stored. */
const outcomes: Record<string, string> = {
  Published: 'the network took it',
  Refused: 'the network refused it',
  Throttled: 'the network asked to come back later',
  Unknown: 'no clear answer',
  ProvedAbsent: 'proved not to be live',
  NotCalled: 'stopped before the network was called',
};

export const outcomeName = (outcome: string | null | undefined): string => (outcome ? outcomes[outcome] ?? outcome : 'no answer yet');
