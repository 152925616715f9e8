import { Badge } from '@fluentui/react-components';
import type { Submission } from '../api/shapes';
import { states } from './states';

/** The stored state in words; the colour only repeats them. */
export function StateBadge({ state }: { state: Submission['state'] }) {
  return <Badge size="large" appearance="tint" color={states[state].tone}>{states[state].name}</Badge>;
}
