import { Body1, Button, Caption1, Subtitle2 } from '@fluentui/react-components';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import type { Capture, CapturedPost, Exhibit } from '../api/shapes';
import { Facts } from '../page/Facts';
import { Moment } from '../page/Moment';
import { ReasonDialog } from '../page/ReasonDialog';
import { usePageStyles } from '../page/usePageStyles';
import { save } from './save';

/** What is in an exhibit is shown to those who say why, and only while they look at this page. */
export function ExhibitContent({ exhibit: { id, number, sha256 } }: { exhibit: Exhibit }) {
  const api = useApi();
  const page = usePageStyles();
  const [shown, setShown] = useState<Capture>();
  const path = { id };
  return (
    <>
      {shown ? <Captured capture={shown} /> : <Body1>It is sealed. Opening it is recorded, with your name and your reason, before it is shown.</Body1>}
      <div className={page.row}>
        {!shown && (
          <ReasonDialog
            opener={(show) => <Button appearance="primary" onClick={show}>Open it</Button>} title={`Open exhibit ${number}`} act="Open" outdates={['exhibit']}
            about="It is shown on this page until you leave it."
            send={async (reason, header) => setShown(await bodyOf(api.POST('/api/v1/exhibits/{id}/readings', { params: { path, header }, body: { reason } })))}
          />
        )}
        <ReasonDialog
          opener={(show) => <Button onClick={show}>Download the package</Button>} title={`Download exhibit ${number}`} act="Download" outdates={['exhibit']}
          about="A WACZ file: the network's answers, pictures and their SHA-256. Whoever has the file can read it."
          send={async (reason, header) => {
            const { data } = await api.POST('/api/v1/exhibits/{id}/downloads', { params: { path, header }, body: { reason }, parseAs: 'blob' });
            save(`${sha256}.wacz`, data as unknown as Blob);
          }}
        />
      </div>
    </>
  );
}

function Captured({ capture: { post, before, replies, answers, notice, takenAt } }: { capture: Capture }) {
  const page = usePageStyles();
  return (
    <div className={page.stack}>
      {notice && <Body1>{notice}</Body1>}
      {before.map((one) => <Post key={one.nativeId} post={one} what="Before it" />)}
      <Post post={post} what="The post" />
      {replies.map((one) => <Post key={one.nativeId} post={one} what="Reply" />)}
      <Facts
        facts={[
          ['Seen', <Moment key="at" at={takenAt} />],
          ['Pictures in the package', answers.filter(({ role }) => role === 'picture').length],
          ['Answers of the network', answers.length],
        ]}
      />
    </div>
  );
}

function Post({ post: { author, text, at, url }, what }: { post: CapturedPost; what: string }) {
  const page = usePageStyles();
  return (
    <section>
      <Subtitle2 as="h3">{what}, by {author.displayName || author.handle} (@{author.handle})</Subtitle2>
      <Body1 block className={page.words}>{text}</Body1>
      <Caption1 block className={page.quiet}>Written <Moment at={at} />. <span className={page.code}>{url}</span></Caption1>
    </section>
  );
}
