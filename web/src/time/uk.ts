const zone = 'Europe/London';
const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' });
const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const wall = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

/** "24 November 2026 at 02:10", always the time on a clock in the UK. */
export function ukDateTime(iso: string): string {
  const at = new Date(iso);
  return `${day.format(at)} at ${time.format(at)}`;
}

const seconds = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** "24 November 2026 at 02:10:07", where the order within a minute matters. */
export function ukDateTimeSeconds(iso: string): string {
  const at = new Date(iso);
  return `${day.format(at)} at ${seconds.format(at)}`;
}

/** "2026-11-24T02:10", as a datetime-local field shows it. */
export function ukWallTime(iso: string): string {
  return wall.format(new Date(iso)).replace(', ', 'T');
}

/**
 * The instant at which clocks in the UK show this wall time; undefined for a text that is no time and for the hour that is
 * skipped in March. In the hour that comes twice in October the first one is meant.
 */
export function fromUkWallTime(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return undefined;
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const hour = 3_600_000;
  const candidates = [asUtc - hour, asUtc].map((instant) => new Date(instant).toISOString());
  return candidates.find((instant) => ukWallTime(instant) === text);
}
