import { Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { Link } from 'react-router';
import type { AuditEntry } from '../api/shapes';
import { useChannelName } from '../channels/useChannels';
import { Facts } from '../page/Facts';
import { Moment } from '../page/Moment';
import { usePageStyles } from '../page/usePageStyles';
import { ProofDownload } from './ProofDownload';
import { EntryCheck } from './verifying/EntryCheck';
import { actName, methodName } from './act-name';

const useStyles = makeStyles({
  row: {
    display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXS, padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusMedium, border: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'center', paddingTop: tokens.spacingVerticalS },
  // As high as what a finger hits.
  link: { lineHeight: '24px', display: 'inline-block' },
  summary: { cursor: 'pointer', color: tokens.colorBrandForegroundLink, fontSize: tokens.fontSizeBase200 },
});

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const styles = useStyles();
  const page = usePageStyles();
  const channelName = useChannelName();
  const { index, at, actor, act, subject, channel, outcome, details, erased, hash, stream, number } = entry;
  const code = (text: string) => <span className={page.code}>{text}</span>;
  return (
    <li className={styles.row}>
      <Body1Strong>{actName(act)}: {outcome}</Body1Strong>
      <Caption1 className={page.quiet}>
        {actor.name ?? actor.id}{actor.kind !== 'Member' && ` (${actor.kind})`}, <Moment at={at} />
        {channel && `, ${channelName(channel)}`}
      </Caption1>
      <details>
        <summary className={styles.summary} aria-label={`Entry ${index}`}>Entry {index}</summary>
        <Facts
          facts={[
            ['Act', code(act)],
            ['About', <Link key="subject" to={`/audit?subject=${subject.kind}:${subject.id}`} className={page.code}>{subject.kind}:{subject.id}</Link>],
            ...Object.entries(details).map(([name, value]) => [name, code(value)] as const),
            ...erased.map((name) => [name, 'erased; the entry proves that it was there'] as const),
            ['As', `${actor.role}, ${methodName(actor.method)}`],
            ['Log', entry.log],
            ['Place', <>entry {number} of {code(stream)}</>],
            ['Hash', code(hash)],
          ]}
        />
        <div className={styles.acts}>
          {subject.kind === 'submission' && <Link to={`/audit/posts/${subject.id}`} className={styles.link}>Follow this post step by step</Link>}
          <ProofDownload index={index} log={entry.log} />
          <EntryCheck index={index} />
        </div>
      </details>
    </li>
  );
}
