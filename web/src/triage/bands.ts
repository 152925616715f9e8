import type { Triage } from '../api/shapes';
import type { Tone } from '../channels/wording';

export type Band = NonNullable<Triage['band']>;

export const bands: Record<Band, { name: string; tone: Tone; means: string }> = {
  Immediate: { name: 'Immediate risk', tone: 'danger', means: 'Somebody may be in danger now. Read it first.' },
  High: { name: 'High risk', tone: 'danger', means: 'Read it soon.' },
  Medium: { name: 'Medium risk', tone: 'warning', means: 'Read it in turn.' },
  Low: { name: 'Low risk', tone: 'informative', means: 'Little in the words points to a risk.' },
  None: { name: 'No risk words', tone: 'subtle', means: 'None of the rules found anything. That is no promise that nothing is wrong.' },
};

/** Why there is no band, in words. */
export const whyNot: Record<NonNullable<Triage['notAssessed']>, string> = {
  LanguageNotCovered: 'language not covered',
  LanguageUnknown: 'language not known',
  NoText: 'no words in it',
  NotPermitted: 'the network does not permit it',
  Fault: 'it could not be read',
  Remote: 'the service did not answer',
  CategoryNotCovered: 'not covered by this engine',
};

/** What a signal is about. A category that has no name here yet is shown by its code. */
export const categories: Record<string, string> = {
  'self-harm.own-explicit': 'Suicide or self-harm, said openly',
  'self-harm.own-implicit': 'Suicide or self-harm, between the lines',
  'self-harm.third-party': 'Somebody else at risk',
  threat: 'Threat',
  hate: 'Hate',
  abuse: 'Abuse',
  sighting: 'Sighting',
  'crime-information': 'Information about crime',
  complaint: 'Complaint',
  impersonation: 'Impersonation',
  spam: 'Spam',
};
