import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import { useChannels } from '../channels/useChannels';
import { EmptyState } from '../page/EmptyState';
import { PageHeading } from '../page/PageHeading';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { ComposeForm } from './ComposeForm';
import { draftOf, emptyDraft } from './draft';
import { useSubmission } from './useSubmission';

export default function ComposePage() {
  const { id } = useParams();
  const [search] = useSearchParams();
  const replyTo = search.get('replyTo');
  const title = id ? 'Edit a post' : replyTo ? 'Write a reply' : 'Write a post';
  return (
    <div className={usePageStyles().page}>
      <PageHeading title={title} about="Nothing goes out before somebody other than you has approved exactly these words, images and time." />
      {id ? <Edited key={id} id={id} /> : replyTo ? <Answering key={replyTo} mention={replyTo} /> : <Speaking channel={search.get('channel') ?? ''} />}
    </div>
  );
}

function Edited({ id }: { id: string }) {
  const submission = screenOf(useSubmission(id));
  return (
    <Screened screen={submission} what="the post">
      {(saved) => <OwnChannels>{(channels) => <ComposeForm initial={draftOf(saved.value)} saved={saved} channels={channels} />}</OwnChannels>}
    </Screened>
  );
}

function Answering({ mention: id }: { mention: string }) {
  const api = useApi();
  const mention = screenOf(useQuery({ queryKey: ['mention', id], queryFn: () => bodyOf(api.GET('/api/v1/mentions/{id}', { params: { path: { id } } })) }));
  return (
    <Screened screen={mention} what="the mention">
      {(answered) => (
        <OwnChannels>
          {(channels) => (
            <ComposeForm
              initial={{ ...emptyDraft, channel: answered.channel ?? '', content: { ...emptyDraft.content, replyToMention: id } }}
              answered={answered} channels={channels}
            />
          )}
        </OwnChannels>
      )}
    </Screened>
  );
}

function Speaking({ channel }: { channel: string }) {
  return (
    <OwnChannels>
      {(channels) => <ComposeForm initial={{ ...emptyDraft, channel: channels.length === 1 ? channels[0]?.id ?? '' : channel }} channels={channels} />}
    </OwnChannels>
  );
}

/** Only channels that the member may write for are offered. */
function OwnChannels({ children }: { children: (channels: NonNullable<ReturnType<typeof useChannels>['data']>) => React.ReactNode }) {
  const may = useMay();
  const screen = screenOf(useChannels());
  return (
    <Screened screen={screen} what="your channels">
      {(channels) => {
        const own = channels.filter(({ id, status }) => status !== 'Retired' && may('DraftPosts', id));
        if (own.length === 0) {
          return (
            <EmptyState title="You may not write for any channel yet">
              An administrator gives each person a role on the channels that they speak for. Ask yours for the Author role.
            </EmptyState>
          );
        }
        return children(own);
      }}
    </Screened>
  );
}
