import type { Watch } from '../api/shapes';

const moves = {
  authorise: { needs: 'AuthoriseWatches', from: ({ state, meanwhile }: Watch) => state === 'AwaitingAuthorisation' || !!meanwhile },
  pause: { needs: 'ManageWatches', from: ({ state }: Watch) => state === 'Active' },
  resume: { needs: 'ManageWatches', from: ({ state }: Watch) => state === 'Paused' },
  retire: { needs: 'ManageWatches', from: ({ state }: Watch) => state !== 'Retired' },
} as const;

export type Move = keyof typeof moves;

/** What can be done with a watch as it stands, and the right that it takes. */
export const movesOf = (watch: Watch) => (Object.keys(moves) as Move[])
  .filter((move) => moves[move].from(watch))
  .map((move) => ({ move, needs: moves[move].needs }));
