import { Button, Checkbox, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { bodyOf, useApi } from '../api/client';
import { usePages } from '../api/pages';
import { useChannels } from '../channels/useChannels';
import { EmptyState } from '../page/EmptyState';
import { Listed } from '../page/Listed';
import { PageHeading } from '../page/PageHeading';
import { usePageStyles } from '../page/usePageStyles';
import { AnchorBar } from './AnchorBar';
import { AuditRow } from './AuditRow';
import { LogsBar } from './LogsBar';
import { ActorPicker, ActPicker } from './SearchPickers';
import { StorageBar } from './StorageBar';
import { VerifyPanel } from './VerifyPanel';

type Filter = { subject?: string; act?: string; actor?: string; channel?: string; from?: string; to?: string; views?: string };

const names = ['subject', 'act', 'actor', 'channel', 'from', 'to', 'views'] as const;

/** A day of the form as the moment that it begins here, or, for the last day, that it ends. */
const asMoment = (day: string | undefined, days: number) => {
  if (!day) return undefined;
  const start = new Date(`${day}T00:00`);
  start.setDate(start.getDate() + days);
  return start.toISOString();
};

export default function AuditPage() {
  const page = usePageStyles();
  const [search, setSearch] = useSearchParams();
  const filter: Filter = Object.fromEntries(names.map((name) => [name, search.get(name) ?? undefined]));
  return (
    <div className={page.page}>
      <PageHeading
        title="Record" acts={<Link to="/audit/days">Daily sheets</Link>}
        about="Every act, who did it, when, and what came of it, in one signed Merkle tree: none can be changed, moved or taken out unnoticed."
      />
      <LogsBar />
      <AnchorBar />
      <StorageBar />
      <VerifyPanel />
      <Filters key={search.toString()} filter={filter} apply={(next) => setSearch(new URLSearchParams(Object.entries(next).filter(([, value]) => value)))} />
      <Entries filter={filter} />
    </div>
  );
}

function Filters({ filter, apply }: { filter: Filter; apply: (filter: Filter) => void }) {
  const page = usePageStyles();
  const [form, setForm] = useState(filter);
  const channels = useChannels().data ?? [];
  return (
    <form className={page.filters} role="search" aria-label="Find in the record" onSubmit={(event) => { event.preventDefault(); apply(form); }}>
      <Field label="About">
        <Input value={form.subject ?? ''} placeholder="kind:id, such as submission:3f2a" onChange={(_, { value }) => setForm({ ...form, subject: value.trim() })} />
      </Field>
      <ActPicker value={form.act} choose={(act) => setForm((now) => ({ ...now, act }))} />
      <ActorPicker value={form.actor} choose={(actor) => setForm((now) => ({ ...now, actor }))} />
      <Field label="Channel">
        <Select value={form.channel ?? ''} onChange={(_, { value }) => setForm({ ...form, channel: value })}>
          <option value="">All</option>
          {channels.map(({ id, displayName }) => <option key={id} value={id}>{displayName}</option>)}
        </Select>
      </Field>
      <Field label="From"><Input type="date" value={form.from ?? ''} onChange={(_, { value }) => setForm({ ...form, from: value })} /></Field>
      <Field label="To"><Input type="date" value={form.to ?? ''} onChange={(_, { value }) => setForm({ ...form, to: value })} /></Field>
      <Checkbox label="Only who looked at what" checked={form.views === 'true'} onChange={(_, { checked }) => setForm({ ...form, views: checked ? 'true' : undefined })} />
      <div className={page.row}>
        <Button type="submit">Find</Button>
        <Button onClick={() => apply({})}>Show all</Button>
      </div>
    </form>
  );
}

function Entries({ filter }: { filter: Filter }) {
  const api = useApi();
  const page = usePageStyles();
  const list = usePages(['audit', filter], (cursor) => bodyOf(api.GET('/api/v1/audit', { params: { query: { ...filter, from: asMoment(filter.from, 0), to: asMoment(filter.to, 1), views: filter.views === 'true', cursor } } })));
  return (
    <Listed
      list={list} what="entries"
      empty={<EmptyState title="No entry">Nothing in the record fits, or you may not read it.</EmptyState>}
    >
      {(entries) => <ol className={page.list}>{entries.map((entry) => <AuditRow key={`${entry.log}-${entry.index}`} entry={entry} />)}</ol>}
    </Listed>
  );
}
