import type { Disclosure } from '../api/shapes';
import type { Tone } from '../channels/wording';

export const states: Record<Disclosure['state'], { name: string; tone: Tone; means: string }> = {
  AwaitingApproval: { name: 'Awaiting approval', tone: 'brand', means: 'Somebody other than the one who asked has to approve it.' },
  Preparing: { name: 'Being made', tone: 'warning', means: 'You may leave this page; it goes on by itself.' },
  Ready: { name: 'Ready', tone: 'success', means: 'Each download is an entry of the record, with your name and the recipient.' },
  Refused: { name: 'Refused', tone: 'subtle', means: 'Nothing was made of it.' },
  Cancelled: { name: 'Cancelled', tone: 'subtle', means: 'Nothing was made of it.' },
  Failed: { name: 'Cannot be made', tone: 'danger', means: 'Ask for another pack that avoids the reason below.' },
};

export const stages: Record<Disclosure['stage'], string> = {
  Selecting: 'Choosing the entries and sealing the record',
  Gathering: 'Reading entries and their proofs',
  Writing: 'Writing the report',
  Exporting: 'Putting the pack on the record, and having outsiders vouch for it',
  Packing: 'Packing the file',
};

export type Reason = NonNullable<Disclosure['withheld'][number]['reason']>;

/** Why something is kept back. The last two are given by the product itself, and nobody chooses them. */
export const reasons: Record<Reason, string> = {
  ThirdParty: 'Concerns somebody else',
  PersonalData: 'Personal data',
  LegalPrivilege: 'Legal privilege',
  PublicInterest: 'Public interest',
  Safety: 'Somebody’s safety',
  NotRelevant: 'Not relevant',
  OutsidePeriod: 'Outside the period',
  Erased: 'Erased',
};

export const chosenReasons = (Object.keys(reasons) as Reason[]).filter((reason) => reason !== 'OutsidePeriod' && reason !== 'Erased');

/** "2.4 MB", in decimal units as file managers show them. */
export function fileSize(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const number = bytes / 1000 ** power;
  return `${power === 0 || number >= 100 ? Math.round(number) : number.toFixed(1)} ${units[power]}`;
}
