import type { Channel } from '../api/shapes';

export type Tone = 'success' | 'warning' | 'danger' | 'informative' | 'brand' | 'subtle';

export const statuses: Record<Channel['status'], { name: string; tone: Tone }> = {
  Registered: { name: 'Registered', tone: 'informative' },
  Active: { name: 'Active', tone: 'success' },
  Paused: { name: 'Paused', tone: 'warning' },
  ReAuthRequired: { name: 'Connection has to be renewed', tone: 'danger' },
  NetworkRestricted: { name: 'Restricted by the network', tone: 'danger' },
  LockedDown: { name: 'Locked down', tone: 'danger' },
  Suspended: { name: 'Suspended', tone: 'danger' },
  Retired: { name: 'Retired', tone: 'subtle' },
};

export const connections: Record<Channel['connection']['state'], { name: string; tone: Tone }> = {
  Connected: { name: 'Connected', tone: 'success' },
  ReAuthRequired: { name: 'Has to be connected again', tone: 'danger' },
  NotConnected: { name: 'Not connected', tone: 'warning' },
};

export const networks: Record<string, string> = { bluesky: 'Bluesky' };

export const networkName = (code: string): string => networks[code] ?? code;

export function inTrouble({ status, connection, harvest }: Channel): boolean {
  return (status !== 'Active' && status !== 'Retired') || connection.state !== 'Connected' || Boolean(harvest.lastError);
}
