import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { bodyOf, useApi } from '../api/client';
import { usePages } from '../api/pages';
import { EmptyState } from '../page/EmptyState';
import { Listed } from '../page/Listed';
import { PageHeading } from '../page/PageHeading';
import { usePageStyles } from '../page/usePageStyles';
import { AnchorBar } from './AnchorBar';
import { AuditRow } from './AuditRow';
import { StorageBar } from './StorageBar';
import { VerifyPanel } from './VerifyPanel';

const fields = [
  ['subject', 'About', 'kind:id, such as submission:3f2a'],
  ['act', 'Act', 'such as post.submitted'],
  ['actor', 'Done by', "the member's id"],
] as const;

type Filter = { subject?: string; act?: string; actor?: string };

export default function AuditPage() {
  const page = usePageStyles();
  const [search, setSearch] = useSearchParams();
  const filter: Filter = Object.fromEntries(fields.map(([name]) => [name, search.get(name) ?? undefined]));
  return (
    <div className={page.page}>
      <PageHeading
        title="Record" acts={<Link to="/audit/days">Daily sheets</Link>}
        about="Every act, who did it, when, and what came of it, in one signed Merkle tree: none can be changed, moved or taken out unnoticed."
      />
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
  return (
    <form className={page.filters} role="search" aria-label="Find in the record" onSubmit={(event) => { event.preventDefault(); apply(form); }}>
      {fields.map(([name, label, hint]) => (
        <Field key={name} label={label}>
          <Input value={form[name] ?? ''} placeholder={hint} onChange={(_, { value }) => setForm({ ...form, [name]: value.trim() })} />
        </Field>
      ))}
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
  const list = usePages(['audit', filter], (cursor) => bodyOf(api.GET('/api/v1/audit', { params: { query: { ...filter, cursor } } })));
  return (
    <Listed
      list={list} what="entries"
      empty={<EmptyState title="No entry">Nothing in the record fits, or you may not read it.</EmptyState>}
    >
      {(entries) => <ol className={page.list}>{entries.map((entry) => <AuditRow key={entry.index} entry={entry} />)}</ol>}
    </Listed>
  );
}
