import { Button, Field, Select, Switch } from '@fluentui/react-components';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../access/me';
import { useChannels } from '../channels/useChannels';
import { EmptyState } from '../page/EmptyState';
import { PageHeading } from '../page/PageHeading';
import { useFilters } from '../page/useFilters';
import { usePageStyles } from '../page/usePageStyles';
import { stateCalled, states } from './states';
import { SubmissionList } from './SubmissionList';

export default function SubmissionsPage() {
  const page = usePageStyles();
  const may = useMay();
  const go = useNavigate();
  const channels = useChannels().data ?? [];
  const { search, set } = useFilters();
  const state = search.get('state') ?? '';
  const channel = search.get('channel') ?? '';
  const mine = search.get('mine') === 'true';

  return (
    <div className={page.page}>
      <PageHeading
        title="Posts" about="Every post from its first draft to what became of it. The state shown is the stored one."
        acts={may('DraftPosts') && <Button appearance="primary" onClick={() => go('/compose')}>Write a post</Button>}
      />
      <div className={page.filters}>
        <Field label="State">
          <Select value={state} onChange={(_, { value }) => set('state', value)}>
            <option value="">All</option>
            {Object.entries(states).map(([code, { name }]) => <option key={code} value={code}>{name}</option>)}
          </Select>
        </Field>
        <Field label="Channel">
          <Select value={channel} onChange={(_, { value }) => set('channel', value)}>
            <option value="">All</option>
            {channels.map(({ id, displayName }) => <option key={id} value={id}>{displayName}</option>)}
          </Select>
        </Field>
        <Switch label="Only mine" checked={mine} onChange={(_, { checked }) => set('mine', checked ? 'true' : '')} />
      </div>
      <SubmissionList
        query={{ state: stateCalled(state), channel: channel || undefined, mine: mine || undefined }}
        empty={(
          <EmptyState title="No post here">
            {state || channel || mine
              ? 'No post fits these filters.'
              : <>Posts are written here, approved by somebody else, and then published. <Link to="/compose">Write the first one</Link>.</>}
          </EmptyState>
        )}
      />
    </div>
  );
}
