/** What a check in this browser came to. */
export type Checked = {
  verdict: 'valid' | 'incomplete' | 'invalid';
  says: string;
  /** The first entry that is wrong. */
  index?: number;
  facts: string[];
  missing: string[];
  /** Whose keys were believed. */
  trusted: string[];
  /** Whether the member brought the trust policy; or this service handed it out, which is the word of who is checked. */
  own: boolean;
};

export type Step = { kind: 'fetching'; megabytes: number } | { kind: 'checking'; done: number; all: number };
