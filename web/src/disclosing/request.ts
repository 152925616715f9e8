import type { NewDisclosure } from '../api/shapes';
import { fromUkWallTime } from '../time/uk';
import type { Reason } from './wording';

export type About = 'channel' | 'case' | 'entries';
export type Rule = { key: string; field: string; entry: string; reason: Reason; authority: string };
export type Item = { key: string; entry: string; reason: Reason; authority: string };

/** The form as it is typed. */
export type Draft = {
  about: About; channel: string; caseId: string; exhibits: string[]; entries: string; from: string; until: string; complete: boolean;
  purpose: string; authority: string; recipient: string; withheld: Rule[]; sensitive: Item[];
};

export const emptyDraft: Draft = {
  about: 'channel', channel: '', caseId: '', exhibits: [], entries: '', from: '', until: '', complete: true,
  purpose: '', authority: '', recipient: '', withheld: [], sensitive: [],
};

/** Something typed that cannot be sent, by the field's name in the API. */
export type Faults = Record<string, string>;

/** "3, 7-9" is 3, 7, 8, 9; undefined for anything else. */
export function entriesOf(text: string): number[] | undefined {
  const entries = new Set<number>();
  for (const part of text.split(/[\s,;]+/).filter(Boolean)) {
    const range = /^(\d{1,12})(?:[-–](\d{1,12}))?$/.exec(part);
    if (!range) return undefined;
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
    if (last < first || last - first > 500) return undefined;
    for (let entry = first; entry <= last; entry += 1) entries.add(entry);
  }
  return entries.size > 0 ? [...entries].sort((one, other) => one - other) : undefined;
}

export function requestOf(draft: Draft): { body?: NewDisclosure; faults: Faults } {
  const faults: Faults = {};
  const moment = (name: 'from' | 'until') => {
    const at = fromUkWallTime(draft[name]);
    if (draft[name] && !at) faults[name] = 'Give a day and a time.';
    return at;
  };
  const number = (name: string, text: string) => {
    if (!text.trim()) return undefined;
    const [entry, ...more] = entriesOf(text) ?? [];
    if (entry === undefined || more.length > 0) faults[name] = 'Give the number of one entry, as the record shows it.';
    return entry;
  };
  const entries = draft.about === 'entries' ? entriesOf(draft.entries) : undefined;
  if (draft.about === 'channel' && !draft.channel) faults.channel = 'Choose a channel.';
  if (draft.about === 'case' && !draft.caseId) faults.case = 'Choose a case.';
  if (draft.about === 'entries' && !entries) faults.entries = 'Give entry numbers, such as 3, 7-9.';
  const body: NewDisclosure = {
    purpose: draft.purpose, authority: draft.authority, recipient: draft.recipient,
    channel: draft.about === 'channel' ? draft.channel : undefined, case: draft.about === 'case' ? draft.caseId : undefined,
    exhibits: draft.about === 'case' ? draft.exhibits : [], entries,
    from: moment('from'), until: moment('until'), complete: draft.about !== 'entries' && draft.complete,
    withheld: draft.withheld.map(({ field, entry, reason, authority }, at) => (
      { field, reason, authority, entry: number(`withheld.${at}.entry`, entry) })),
    sensitive: draft.sensitive.map(({ entry, reason, authority }, at) => {
      const index = number(`sensitive.${at}.entry`, entry);
      if (index === undefined) faults[`sensitive.${at}.entry`] ??= 'Give the number of an entry.';
      return { reason, authority, entry: index };
    }),
  };
  return Object.keys(faults).length > 0 ? { faults } : { body, faults };
}
