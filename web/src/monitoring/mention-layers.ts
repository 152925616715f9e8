import type { Mention } from '../api/shapes';
import type { Layer } from '../text/pieces';

/** The words that a watch found and the words that a risk rule saw, each told apart. */
export function mentionLayers({ hits, triage }: Mention): Layer[] {
  return [
    ...hits.map(({ name, spans }): Layer => ({ kind: 'hit', label: `Watch: ${name}`, spans })),
    ...triage.signals.flatMap(({ reasons }) => reasons.map(({ meaning, spans }): Layer => ({ kind: 'risk', label: `Risk: ${meaning}`, spans }))),
  ];
}
