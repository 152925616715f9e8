import type { components } from './generated/schema';

type Schemas = components['schemas'];

export type Me = Schemas['Me'];
export type Overview = Schemas['Overview'];
export type Member = Schemas['Member'];
export type Channel = Schemas['Channel'];
export type Limits = Schemas['Limits'];
export type Content = Schemas['Content'];
export type Submission = Schemas['Submission'];
export type Mention = Schemas['Mention'];
export type Triage = Schemas['FoundRisk'];
export type Watch = Schemas['Watch'];
export type Feed = Schemas['Feed'];
export type AuditEntry = Schemas['AuditEntry'];
export type Anchor = Schemas['Anchor'];
export type Outside = Schemas['Outside'];
export type DaySheet = Schemas['DaySheet'];
export type SheetMail = Schemas['SheetMail'];
export type StorageStanding = Schemas['StorageStanding'];
export type Verification = Schemas['Verification'];
export type Disclosure = Schemas['Disclosure'];
export type NewDisclosure = Schemas['NewDisclosure'];
