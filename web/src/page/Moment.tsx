import { ukDateTime } from '../time/uk';

/** An instant as clocks in the UK show it. */
export function Moment({ at }: { at: string }) {
  return <time dateTime={at}>{ukDateTime(at)}</time>;
}
