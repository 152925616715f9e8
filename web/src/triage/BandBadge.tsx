import { Badge } from '@fluentui/react-components';
import type { Triage } from '../api/shapes';
import { bands, whyNot } from './bands';

/** The band in words. What was not assessed is never shown as low. */
export function BandBadge({ triage: { band, notAssessed } }: { triage: Triage }) {
  if (!band) return <Badge appearance="outline" color="warning">Not assessed{notAssessed && `: ${whyNot[notAssessed]}`}</Badge>;
  return <Badge appearance={band === 'Immediate' ? 'filled' : 'tint'} color={bands[band].tone}>{bands[band].name}</Badge>;
}
