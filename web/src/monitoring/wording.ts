import type { Mention, Watch } from '../api/shapes';
import type { Tone } from '../channels/wording';

export const kinds: Record<Mention['kind'], string> = { Mention: 'Mention', Reply: 'Reply', Quote: 'Quote', FeedItem: 'Feed item' };

export const watchStates: Record<Watch['state'], { name: string; tone: Tone; means: string }> = {
  Draft: { name: 'Draft', tone: 'informative', means: 'Not searching yet.' },
  AwaitingAuthorisation: { name: 'Awaiting authorisation', tone: 'brand', means: 'Somebody other than its owner has to authorise it.' },
  Active: { name: 'Active', tone: 'success', means: 'Every new mention is looked at.' },
  Paused: { name: 'Paused', tone: 'warning', means: 'Nothing is searched or stored for it.' },
  Blocked: { name: 'Blocked', tone: 'danger', means: 'Stopped by a rule.' },
  Lapsed: { name: 'Lapsed', tone: 'warning', means: 'Its time is over; it has to be authorised again.' },
  Retired: { name: 'Retired', tone: 'subtle', means: 'Ended for good.' },
};
