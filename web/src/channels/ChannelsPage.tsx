import { Field, Input, makeStyles, Select, Subtitle1, Switch, tokens } from '@fluentui/react-components';
import { useDeferredValue } from 'react';
import { useMay } from '../access/me';
import type { Channel } from '../api/shapes';
import { EmptyState } from '../page/EmptyState';
import { PageHeading } from '../page/PageHeading';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { useFilters } from '../page/useFilters';
import { usePageStyles } from '../page/usePageStyles';
import { ChannelRow } from './ChannelRow';
import { RegisterDialog } from './RegisterDialog';
import { useChannels } from './useChannels';
import { inTrouble, networkName, statuses } from './wording';

const useStyles = makeStyles({
  group: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  rows: {
    listStyleType: 'none', margin: 0, padding: 0, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export default function ChannelsPage() {
  const page = usePageStyles();
  const may = useMay();
  const { search, set } = useFilters();
  const words = useDeferredValue(search.get('find') ?? '');
  const status = search.get('status') ?? '';
  const trouble = search.get('trouble') === 'true';

  return (
    <div className={page.page}>
      <PageHeading
        title="Channels" about="Every official account that speaks for the organisation, and whether it can."
        acts={may('ManageChannels') && <RegisterDialog />}
      />
      <div className={page.filters}>
        <Field label="Find a channel">
          <Input type="search" value={search.get('find') ?? ''} onChange={(_, { value }) => set('find', value)} />
        </Field>
        <Field label="Status">
          <Select value={status} onChange={(_, { value }) => set('status', value)}>
            <option value="">All</option>
            {Object.entries(statuses).map(([code, { name }]) => <option key={code} value={code}>{name}</option>)}
          </Select>
        </Field>
        <Switch label="Only those in trouble" checked={trouble} onChange={(_, { checked }) => set('trouble', checked ? 'true' : '')} />
      </div>
      <Screened screen={screenOf(useChannels())} what="the channels">
        {(channels) => <Channels all={channels} shown={channels.filter((channel) => fits(channel, words, status, trouble))} />}
      </Screened>
    </div>
  );
}

function Channels({ all, shown }: { all: Channel[]; shown: Channel[] }) {
  const styles = useStyles();
  const page = usePageStyles();
  if (all.length === 0) {
    return (
      <EmptyState title="No channel yet">
        An administrator registers each official account here and connects it. You see the channels that you hold a role on.
      </EmptyState>
    );
  }
  const networks = [...new Set(shown.map(({ network }) => network))].sort();
  return (
    <>
      <p className={page.quiet} role="status">{shown.length} of {all.length} channels</p>
      {networks.map((network) => (
        <section key={network} className={styles.group} aria-label={networkName(network)}>
          <Subtitle1 as="h2">{networkName(network)}</Subtitle1>
          <ul className={styles.rows}>
            {shown.filter((channel) => channel.network === network).map((channel) => <ChannelRow key={channel.id} channel={channel} />)}
          </ul>
        </section>
      ))}
    </>
  );
}

function fits(channel: Channel, words: string, status: string, trouble: boolean): boolean {
  const text = `${channel.displayName} ${channel.handle} ${channel.purpose} ${channel.owner}`.toLocaleLowerCase('en-GB');
  return text.includes(words.trim().toLocaleLowerCase('en-GB')) && (!status || channel.status === status) && (!trouble || inTrouble(channel));
}
