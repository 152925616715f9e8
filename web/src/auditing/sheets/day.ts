const long = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });

/** "2 November 2026" of "2026-11-02": days of the record run from midnight to midnight UTC. */
export function dayName(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? day : long.format(at);
}

/** The day that it is now, UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
