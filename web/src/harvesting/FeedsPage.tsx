import { Badge, Button, Caption1, Field, Input, Subtitle2 } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import { everyPage } from '../api/pages';
import { fieldErrors } from '../api/problem';
import type { Feed } from '../api/shapes';
import { useAct } from '../api/useAct';
import { ActDialog } from '../page/ActDialog';
import { EmptyState } from '../page/EmptyState';
import { Moment } from '../page/Moment';
import { PageHeading } from '../page/PageHeading';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';

export default function FeedsPage() {
  const api = useApi();
  const page = usePageStyles();
  const may = useMay();
  const screen = screenOf(useQuery({
    queryKey: ['feeds'],
    queryFn: () => everyPage((cursor) => bodyOf(api.GET('/api/v1/feeds', { params: { query: { cursor, limit: 200 } } }))),
  }));
  return (
    <div className={page.page}>
      <PageHeading
        title="News feeds" about="RSS and Atom feeds that are read beside the channels. Watches search their items too."
        acts={may('ManageFeeds') && <NewFeedDialog />}
      />
      <Screened screen={screen} what="the feeds">
        {(feeds) => feeds.length === 0
          ? <EmptyState title="No feed yet">Add the address of a local newspaper&apos;s feed, for example, and its items appear among the mentions.</EmptyState>
          : <ul className={page.list}>{feeds.map((feed) => <FeedRow key={feed.id} feed={feed} />)}</ul>}
      </Screened>
    </div>
  );
}

function FeedRow({ feed: { id, name, url, state, lastSuccessAt, lastError } }: { feed: Feed }) {
  const api = useApi();
  const page = usePageStyles();
  const may = useMay();
  const { run, busy, problem } = useAct((_: undefined, header) =>
    bodyOf(api.POST('/api/v1/feeds/{id}/retire', { params: { path: { id }, header } })), ['feeds']);
  return (
    <li>
      <Panel>
        <div className={page.row}>
          <Subtitle2 as="h2">{name}</Subtitle2>
          <Badge appearance="tint" color={state === 'Active' ? 'success' : 'subtle'}>{state}</Badge>
        </div>
        <Caption1 className={page.code}>{url}</Caption1>
        <Caption1 className={page.quiet}>{lastSuccessAt ? <>Last read <Moment at={lastSuccessAt} /></> : 'Not read yet'}{lastError && `. ${lastError}`}</Caption1>
        {problem && <ProblemBar problem={problem} />}
        {may('ManageFeeds') && state !== 'Retired' && (
          <div><Button disabledFocusable={busy} onClick={() => run(undefined)} aria-label={`Retire ${name}`}>Retire</Button></div>
        )}
      </Panel>
    </li>
  );
}

const empty = { name: '', url: '' };

function NewFeedDialog() {
  const api = useApi();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(empty);
  const { run, busy, problem, forget } = useAct((body: typeof form, header) => bodyOf(api.POST('/api/v1/feeds', { params: { header }, body })), ['feeds']);
  const show = (next: boolean) => { forget(); setForm(empty); setOpen(next); };
  return (
    <ActDialog
      opener={(show) => <Button appearance="primary" onClick={show}>Add a feed</Button>} title="Add a feed" act="Add" busy={busy} problem={problem}
      open={open} setOpen={show} submit={() => run(form, () => show(false))}
    >
      <Field label="Name" required validationMessage={fieldErrors(problem, 'name')}>
        <Input value={form.name} onChange={(_, { value }) => setForm({ ...form, name: value })} />
      </Field>
      <Field label="Address" required hint="Of the feed itself, for example https://example.org/news.xml" validationMessage={fieldErrors(problem, 'url')}>
        <Input type="url" value={form.url} onChange={(_, { value }) => setForm({ ...form, url: value })} />
      </Field>
    </ActDialog>
  );
}
