import { Field, Select, Switch } from '@fluentui/react-components';
import { Link } from 'react-router';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import { usePages } from '../api/pages';
import { useChannels } from '../channels/useChannels';
import { EmptyState } from '../page/EmptyState';
import { Listed } from '../page/Listed';
import { PageHeading } from '../page/PageHeading';
import { useFilters } from '../page/useFilters';
import { usePageStyles } from '../page/usePageStyles';
import { bands } from '../triage/bands';
import { MentionCard } from './MentionCard';
import { useWatches } from './useWatches';

const about = 'What is said to and about your channels. Words found by a watch are highlighted, words seen by a risk rule are underlined. '
  + 'The risk bands come from basic triage and only put messages in order; a person decides.';

export default function MentionsPage() {
  const api = useApi();
  const page = usePageStyles();
  const may = useMay();
  const channels = useChannels().data ?? [];
  const watches = useWatches(may('ManageWatches')).data ?? [];
  const { search, set } = useFilters();
  const of = (name: string) => search.get(name) ?? undefined;
  const query = { channel: of('channel'), watch: of('watch'), band: of('band'), hits: of('hits') === 'true' || undefined };
  const list = usePages(['mentions', query], (cursor) => bodyOf(api.GET('/api/v1/mentions', { params: { query: { ...query, cursor } } })));

  return (
    <div className={page.page}>
      <PageHeading title="Mentions" about={about} />
      <div className={page.filters}>
        <Field label="Risk band">
          <Select value={query.band ?? ''} onChange={(_, { value }) => set('band', value)}>
            <option value="">All</option>
            {Object.entries(bands).map(([code, { name }]) => <option key={code} value={code}>{name}</option>)}
          </Select>
        </Field>
        <Field label="Channel">
          <Select value={query.channel ?? ''} onChange={(_, { value }) => set('channel', value)}>
            <option value="">All</option>
            {channels.map(({ id, displayName }) => <option key={id} value={id}>{displayName}</option>)}
          </Select>
        </Field>
        {watches.length > 0 && (
          <Field label="Watch">
            <Select value={query.watch ?? ''} onChange={(_, { value }) => set('watch', value)}>
              <option value="">All</option>
              {watches.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
            </Select>
          </Field>
        )}
        <Switch label="Only found by a watch" checked={query.hits ?? false} onChange={(_, { checked }) => set('hits', checked ? 'true' : '')} />
      </div>
      <Listed list={list} what="mentions" empty={<NoMentions filtered={search.size > 0} />}>
        {(items) => <ul className={page.list}>{items.map((mention) => <li key={mention.id}><MentionCard mention={mention} linked /></li>)}</ul>}
      </Listed>
    </div>
  );
}

function NoMentions({ filtered }: { filtered: boolean }) {
  if (filtered) return <EmptyState title="No mention fits">Take a filter away to see more.</EmptyState>;
  return (
    <EmptyState title="No mention yet">
      Mentions come in by themselves from every connected channel and news feed. <Link to="/channels">See which channels are connected</Link>.
    </EmptyState>
  );
}
