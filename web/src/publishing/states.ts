import type { Submission } from '../api/shapes';
import type { Tone } from '../channels/wording';

type State = Submission['state'];

/** What a person reads for each stored state, and what it means for them. */
export const states: Record<State, { name: string; tone: Tone; means: string }> = {
  Draft: { name: 'Draft', tone: 'informative', means: 'Being written. Nobody was asked to approve it yet.' },
  Submitted: { name: 'Submitted', tone: 'brand', means: 'Handed in; the approval policy is being looked up.' },
  InReview: { name: 'Awaiting approval', tone: 'brand', means: 'Somebody other than its authors has to decide. It cannot go out before that.' },
  ChangesRequested: { name: 'Changes requested', tone: 'warning', means: 'A reviewer asked for changes. Edit it and submit it again.' },
  Rejected: { name: 'Rejected', tone: 'danger', means: 'A reviewer decided against it. It will not be published.' },
  Withdrawn: { name: 'Withdrawn', tone: 'subtle', means: 'Its author took it back before it was approved.' },
  Recalled: { name: 'Recalled', tone: 'subtle', means: 'It was stopped after approval and before it went out.' },
  Expired: { name: 'Expired', tone: 'warning', means: 'It was not approved in time, so it will not be published. A late approval never publishes.' },
  Approved: { name: 'Approved', tone: 'success', means: 'Approved as it stands; it is about to be scheduled or published.' },
  Scheduled: { name: 'Scheduled', tone: 'success', means: 'Approved; it goes out at its time if nothing stops it.' },
  Held: { name: 'Held', tone: 'warning', means: 'Something stops it for now. It goes on when the cause is gone and time is left.' },
  Publishing: { name: 'Publishing', tone: 'brand', means: 'It is being handed to the network.' },
  Published: { name: 'Published', tone: 'success', means: 'The network confirmed that it is live.' },
  Failed: { name: 'Failed', tone: 'danger', means: 'The network refused it. Nothing went out.' },
  OutcomeUnknown: {
    name: 'Outcome unknown', tone: 'danger',
    means: 'It was handed to the network, but no answer came back: it may or may not be live. It is never sent again blindly. '
      + 'CrowdControl looks for it on the network and will say which of the two it is.',
  },
  RemovedFromNetwork: { name: 'Removed from the network', tone: 'subtle', means: 'It was live and is not any more.' },
};

/** The state that an address names, if it is one. */
export const stateCalled = (code: string): State | undefined => (code in states ? code as State : undefined);
