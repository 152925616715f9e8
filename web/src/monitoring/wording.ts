import type { Mention, Watch } from '../api/shapes';
import type { Tone } from '../channels/wording';

export const kinds: Record<Mention['kind'], string> = {
  Mention: 'Mention', Reply: 'Reply', Quote: 'Quote', FeedItem: 'Feed item', Post: 'Our own post',
  Baseline: 'Our own earlier post',
};

export const watchStates: Record<Watch['state'], { name: string; tone: Tone; means: string }> = {
  AwaitingAuthorisation: { name: 'Awaiting authorisation', tone: 'brand', means: 'Somebody other than its owner has to authorise it.' },
  Active: { name: 'Active', tone: 'success', means: 'Every new mention is looked at.' },
  Paused: { name: 'Paused', tone: 'warning', means: 'Nothing is searched or stored for it.' },
  Retired: { name: 'Retired', tone: 'subtle', means: 'Ended for good.' },
};
