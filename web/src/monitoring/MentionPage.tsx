import { Button, Link as OuterLink } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import type { Mention } from '../api/shapes';
import { useChannelName } from '../channels/useChannels';
import { networkName } from '../channels/wording';
import { CaptureDialog } from '../evidence/CaptureDialog';
import { Facts } from '../page/Facts';
import { Moment } from '../page/Moment';
import { PageHeading } from '../page/PageHeading';
import { Panel } from '../page/Panel';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { nameOf } from '../publishing/languages';
import { TriageReasons } from '../triage/TriageReasons';
import { Conversation } from './Conversation';
import { MentionCard } from './MentionCard';

export default function MentionPage() {
  const { id = '' } = useParams();
  const api = useApi();
  const screen = screenOf(useQuery({ queryKey: ['mention', id], queryFn: () => bodyOf(api.GET('/api/v1/mentions/{id}', { params: { path: { id } } })) }));
  return (
    <div className={usePageStyles().page}>
      <Screened screen={screen} what="the mention">{(mention) => <Shown mention={mention} />}</Screened>
    </div>
  );
}

function Shown({ mention }: { mention: Mention }) {
  const may = useMay();
  const go = useNavigate();
  const channelName = useChannelName();
  const { id, author, channel, network, at, harvestedAt, language, url, ourSubmission, kind } = mention;
  const canReply = kind !== 'FeedItem' && channel && may('DraftPosts', channel);
  return (
    <>
      <PageHeading
        title={`Mention by ${author.displayName || author.handle}`}
        acts={(
          <>
            {canReply && <Button appearance="primary" onClick={() => go(`/compose?replyTo=${encodeURIComponent(id)}`)}>Reply</Button>}
            {may('AddEvidence', channel ?? undefined) && <CaptureDialog mention={id} />}
          </>
        )}
      />
      <MentionCard mention={mention} />
      <Panel title="Conversation"><Conversation id={id} /></Panel>
      <Panel title="Triage"><TriageReasons mention={mention} /></Panel>
      <Panel title="Details">
        <Facts
          facts={[
            ['Account that wrote this', `${author.displayName} (@${author.handle})`],
            ['Network', networkName(network)],
            ['Written', <Moment key="at" at={at} />],
            ['Collected', <Moment key="harvested" at={harvestedAt} />],
            ['Channel', channel && channelName(channel)],
            ['Language', `${nameOf(language.tag)}, ${Math.round(language.confidence * 100)}% sure`],
            ['Answers', ourSubmission && <Link to={`/posts/${ourSubmission}`}>a post of ours</Link>],
            ['On the network', <OuterLink key="url" href={url} target="_blank" rel="noreferrer">See it there (opens a new tab)</OuterLink>],
          ]}
        />
      </Panel>
    </>
  );
}
