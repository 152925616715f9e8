import type { Submission } from '../api/shapes';

const names: Record<string, string> = {
  edit: 'Edit', submit: 'Submit', withdraw: 'Withdraw', recall: 'Recall', 'take-down': 'Take down', decide: 'Decide', retry: 'Try again',
};

/** The acts that the API lists for this member: those allowed, and the others with the reason why not. */
export function actsOn({ acts }: Submission) {
  return {
    may: (act: string) => acts.some((listed) => listed.act === act && listed.allowed),
    refused: acts.flatMap(({ act, allowed, why }) => (allowed || !why ? [] : [{ name: names[act] ?? act, why }])),
  };
}
