import { Badge, Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { memo } from 'react';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import type { Channel } from '../api/shapes';
import { useAct } from '../api/useAct';
import { Moment } from '../page/Moment';
import { ReasonDialog } from '../page/ReasonDialog';
import { usePageStyles } from '../page/usePageStyles';
import { ConnectDialog } from './ConnectDialog';
import { connections, statuses } from './wording';

const useStyles = makeStyles({
  // Three hundred rows stay cheap: the browser lays out only those in sight.
  row: {
    contentVisibility: 'auto', containIntrinsicSize: 'auto 5rem', display: 'grid', gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) 15rem', alignItems: 'center',
    '@media (max-width: 64rem)': { gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS }, padding: tokens.spacingHorizontalM, borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
  name: { display: 'grid', minWidth: 0, overflowWrap: 'anywhere' },
  health: { display: 'grid', gap: tokens.spacingVerticalXXS, minWidth: 0, overflowWrap: 'anywhere' },
  trouble: { color: tokens.colorStatusDangerForeground1 },
});

export const ChannelRow = memo(function ChannelRow({ channel }: { channel: Channel }) {
  const styles = useStyles();
  const page = usePageStyles();
  const { connection, harvest } = channel;
  const status = statuses[channel.status];
  return (
    <li className={styles.row}>
      <div className={styles.name}>
        <Body1Strong>{channel.displayName}</Body1Strong>
        <Caption1>@{channel.handle}</Caption1>
        <Caption1 className={page.quiet}>{channel.purpose}. Owner: {channel.owner}</Caption1>
      </div>
      <div className={styles.health}>
        <div className={page.row}>
          <Badge color={status.tone} appearance="tint">{status.name}</Badge>
          <Badge color={connections[connection.state].tone} appearance="outline">{connections[connection.state].name}</Badge>
        </div>
        <Caption1 className={page.quiet}>
          {harvest.lastSuccessAt ? <>Last read <Moment at={harvest.lastSuccessAt} /></> : 'Not read yet'}
        </Caption1>
        {(connection.lastError ?? harvest.lastError) && (
          <Caption1 className={styles.trouble}>
            {connection.lastError ?? harvest.lastError}
            {harvest.nextAttemptAt && <> Next try <Moment at={harvest.nextAttemptAt} />.</>}
          </Caption1>
        )}
      </div>
      <ChannelActs channel={channel} />
    </li>
  );
});

function ChannelActs({ channel: { id, status, displayName, connection, network } }: { channel: Channel }) {
  const api = useApi();
  const may = useMay();
  const page = usePageStyles();
  const params = { path: { id } };
  const resume = useAct((_: undefined, header) => bodyOf(api.POST('/api/v1/channels/{id}/resume', { params: { ...params, header } })), ['channels']);
  return (
    <div className={page.row}>
      {may('ManageChannels', id) && <ConnectDialog id={id} name={displayName} network={network} connection={connection} />}
      {may('PauseChannels', id) && status === 'Active' && (
        <ReasonDialog
          opener={(show) => <Button aria-label={`Pause ${displayName}`} onClick={show}>Pause</Button>} title={`Pause ${displayName}`} act="Pause the channel"
          about="Nothing is published on it until somebody resumes it. Reading goes on." outdates={['channels']}
          send={(reason, header) => bodyOf(api.POST('/api/v1/channels/{id}/pause', { params: { ...params, header }, body: { reason } }))}
        />
      )}
      {may('PauseChannels', id) && status === 'Paused' && (
        <Button aria-label={`Resume ${displayName}`} disabledFocusable={resume.busy} onClick={() => resume.run(undefined)}>Resume</Button>
      )}
      {resume.problem && <Caption1 role="alert">{resume.problem.detail ?? resume.problem.title}</Caption1>}
    </div>
  );
}
