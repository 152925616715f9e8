import { Button, Field, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fieldErrors } from '../api/problem';
import type { Channel, Mention } from '../api/shapes';
import { networkName, statuses } from '../channels/wording';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { usePageStyles } from '../page/usePageStyles';
import { draftProblems, type Draft, type DraftField } from './draft';
import { ImageField } from './ImageField';
import { LanguageField } from './LanguageField';
import { LengthCounter } from './LengthCounter';
import { PostPreview } from './PostPreview';
import { QuotedMention } from './QuotedMention';
import { ScheduleField } from './ScheduleField';
import { useSaveDraft, type Saved } from './useSaveDraft';

const useStyles = makeStyles({
  columns: {
    display: 'grid', gap: tokens.spacingHorizontalXL, alignItems: 'start', gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    '@media (max-width: 64rem)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  preview: { position: 'sticky', top: tokens.spacingVerticalL },
});

type ComposeFormProps = { initial: Draft; channels: Channel[]; saved?: Saved; answered?: Mention };

export function ComposeForm({ initial, channels, saved, answered }: ComposeFormProps) {
  const styles = useStyles();
  const page = usePageStyles();
  const go = useNavigate();
  const [draft, setDraft] = useState(initial);
  const [asked, setAsked] = useState(false);
  const { run, busy, problem } = useSaveDraft(saved);
  const { content } = draft;
  const channel = channels.find(({ id }) => id === draft.channel);
  const found = draftProblems(draft, channel?.limits);
  const change = (part: Partial<Draft['content']>) => setDraft({ ...draft, content: { ...content, ...part } });
  const wrong = (field: DraftField) =>
    fieldErrors(problem, field) ?? fieldErrors(problem, `content.${field}`) ?? (asked ? found[field] : undefined);
  const send = (submit: boolean) => {
    setAsked(true);
    const blocking = submit ? found : { channel: found.channel, publishAt: found.publishAt };
    if (Object.values(blocking).some(Boolean)) return;
    run({ draft, submit }, ({ id }) => { void go(`/posts/${id}`); });
  };

  return (
    <div className={styles.columns}>
      <Panel>
        <form className={page.stack} onSubmit={(event) => { event.preventDefault(); send(true); }}>
          {problem && <ProblemBar problem={problem} />}
          {answered && <QuotedMention mention={answered} />}
          <Field label="Channel" required validationMessage={wrong('channel')}>
            <Select
              value={draft.channel} disabled={saved !== undefined || Boolean(content.replyToMention && initial.channel)}
              onChange={(_, { value }) => setDraft({ ...draft, channel: value })}
            >
              <option value="">Choose a channel</option>
              {channels.map(({ id, displayName, network, status }) => (
                <option key={id} value={id}>
                  {displayName} ({networkName(network)}{status === 'Active' ? '' : `, ${statuses[status].name.toLowerCase()}`})
                </option>
              ))}
            </Select>
          </Field>
          <div>
            <Field label="Text" validationMessage={wrong('text')}>
              <Textarea value={content.text} rows={7} resize="vertical" spellCheck onChange={(_, { value }) => change({ text: value })} />
            </Field>
            <LengthCounter text={content.text} limits={channel?.limits} />
          </div>
          <ImageField images={content.images} change={(images) => change({ images })} limits={channel?.limits} problem={wrong('images')} />
          <LanguageField chosen={content.languages} change={(languages) => change({ languages })} problem={wrong('languages')} />
          <ScheduleField publishAt={draft.publishAt} change={(publishAt) => setDraft({ ...draft, publishAt })} problem={wrong('publishAt')} />
          <div className={page.row}>
            <Button type="submit" appearance="primary" disabledFocusable={busy}>Submit for approval</Button>
            <Button disabledFocusable={busy} onClick={() => send(false)}>Save draft</Button>
          </div>
          {asked && Object.keys(found).length > 0 && <p role="alert">Something is missing. It is said at each field above.</p>}
        </form>
      </Panel>
      <div className={styles.preview}>
        <Panel title="Preview"><PostPreview content={content} channel={channel} /></Panel>
      </div>
    </div>
  );
}
