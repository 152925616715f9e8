import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import { everyPage } from '../api/pages';
import type { AuditEntry } from '../api/shapes';
import { useChannelName } from '../channels/useChannels';
import { EmptyState } from '../page/EmptyState';
import { Facts } from '../page/Facts';
import { PageHeading } from '../page/PageHeading';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { ukDateTimeSeconds } from '../time/uk';
import { actName } from './act-name';
import { outcomeOf, saidOf, stageOf, stages, type Stage } from './post-steps';
import { ProofDownload } from './ProofDownload';

const useStyles = makeStyles({
  line: { listStyleType: 'none', margin: 0, padding: 0, borderLeft: `2px solid ${tokens.colorNeutralStroke1}` },
  step: {
    display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXS, overflowWrap: 'anywhere', position: 'relative',
    padding: `0 0 ${tokens.spacingVerticalXL} ${tokens.spacingHorizontalL}`,
    '&::before': {
      content: '""', position: 'absolute', left: '-6px', top: '5px', width: '10px', height: '10px', borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorBrandStroke1, '@media (forced-colors: active)': { backgroundColor: 'CanvasText' },
    },
  },
  quiet: { '&::before': { backgroundColor: tokens.colorNeutralStroke1 } },
  summary: { cursor: 'pointer', color: tokens.colorBrandForegroundLink, fontSize: tokens.fontSizeBase200 },
  counts: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
});

/** One post from its first draft to what became of it: every entry that the record holds about it, oldest first. */
export default function PostHistoryPage() {
  const { id = '' } = useParams();
  const api = useApi();
  const page = usePageStyles();
  const may = useMay();
  const subject = `submission:${id}`;
  const screen = screenOf(useQuery({
    queryKey: ['audit', 'post', id],
    queryFn: async () => (await everyPage((cursor) => bodyOf(api.GET('/api/v1/audit', { params: { query: { subject, cursor, limit: 100 } } })))).reverse(),
  }));
  return (
    <div className={page.page}>
      <PageHeading
        title="One post, step by step" about="Everything that the record holds about it, oldest first. Times are those of clocks in the UK."
        acts={<>{may('DraftPosts') || may('ReviewPosts') ? <Link to={`/posts/${id}`}>The post itself</Link> : null}<Link to={`/audit?subject=${subject}`}>In the record</Link></>}
      />
      <Screened screen={screen} what="what happened to the post">
        {(entries) => {
          const [first, last] = [entries.at(0), entries.at(-1)];
          if (!first || !last) return <EmptyState title="No entry">The record holds nothing about this post, or you may not read it.</EmptyState>;
          return <Steps entries={entries} first={first} last={last} />;
        }}
      </Screened>
    </div>
  );
}

function Steps({ entries, first, last }: { entries: AuditEntry[]; first: AuditEntry; last: AuditEntry }) {
  const styles = useStyles();
  const page = usePageStyles();
  const channelName = useChannelName();
  const count = (stage: Stage) => entries.filter(({ act }) => stageOf(act) === stage).length;
  return (
    <>
      <Facts
        facts={[
          ['Channel', first.channel ? channelName(first.channel) : undefined],
          ['First entry', ukDateTimeSeconds(first.at)],
          ['Last entry', ukDateTimeSeconds(last.at)],
        ]}
      />
      <ul className={styles.counts} aria-label="Kinds of steps">
        {stages.filter((stage) => count(stage) > 0).map((stage) => <li key={stage}><Caption1>{stage}: {count(stage)}</Caption1></li>)}
      </ul>
      <ol className={styles.line} aria-label="Steps, oldest first">{entries.map((entry) => <Step key={`${entry.log}-${entry.index}`} entry={entry} />)}</ol>
      <p className={page.quiet}>The proof of a step is two files. With them, and whom to believe from the record&apos;s page, anybody can check it without us.</p>
    </>
  );
}

function Step({ entry }: { entry: AuditEntry }) {
  const styles = useStyles();
  const page = usePageStyles();
  const { index, at, actor, act, outcome, details, erased } = entry;
  const stage = stageOf(act);
  return (
    <li className={stage === 'View' ? `${styles.step} ${styles.quiet}` : styles.step}>
      <Caption1 className={page.quiet}><time dateTime={at}>{ukDateTimeSeconds(at)}</time>, {stage.toLocaleLowerCase('en-GB')}</Caption1>
      <Body1Strong>{actName(act)}{outcomeOf(outcome)}</Body1Strong>
      <Body1>{actor.name ?? (actor.kind === 'System' ? `The product itself (${actor.id})` : actor.id)}</Body1>
      {saidOf(entry).map((line) => <Body1 key={line} className={page.words}>{line}</Body1>)}
      <details>
        <summary className={styles.summary} aria-label={`Details and proof of entry ${index}`}>Details and proof</summary>
        <Facts
          facts={[
            ['Entry', entry.log > 1 ? `${index} of log ${entry.log}` : index],
            ...Object.entries(details).map(([name, value]) => [name, <span key={name} className={page.code}>{value}</span>] as const),
            ...erased.map((name) => [name, 'erased; the entry proves that it was there'] as const),
            ['As', `${actor.role}, by ${actor.method}`],
          ]}
        />
        <ProofDownload index={index} log={entry.log} />
      </details>
    </li>
  );
}
