import { Badge, Body1, Button, Caption1, Field, ProgressBar, Subtitle2 } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { bodyOf, useApi } from '../api/client';
import { problemOf } from '../api/problem';
import type { Disclosure } from '../api/shapes';
import { useAct } from '../api/useAct';
import { useSigned } from '../api/useSigned';
import { useChannelName } from '../channels/useChannels';
import { Facts } from '../page/Facts';
import { Moment } from '../page/Moment';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { ReasonDialog } from '../page/ReasonDialog';
import { usePageStyles } from '../page/usePageStyles';
import { save } from '../page/save';
import { fileSize, reasons, stages, states } from './wording';

export function DisclosureRow({ disclosure }: { disclosure: Disclosure }) {
  const page = usePageStyles();
  const about = useAbout(disclosure);
  const { state, why, requestedBy, requestedAt, recipient } = disclosure;
  return (
    <li>
      <Panel>
        <div className={page.row}>
          <Subtitle2 as="h2">{about} for {recipient}</Subtitle2>
          <Badge appearance="tint" color={states[state].tone}>{states[state].name}</Badge>
        </div>
        <Caption1 className={page.quiet}>
          Asked for by {requestedBy}, <Moment at={requestedAt} />. {states[state].means}
        </Caption1>
        {why && <Body1>Reason: {why}</Body1>}
        {state === 'Preparing' && <Progress disclosure={disclosure} about={about} />}
        <details>
          <summary>What it holds</summary>
          <Details disclosure={disclosure} />
        </details>
        <Acts disclosure={disclosure} about={about} />
      </Panel>
    </li>
  );
}

function useAbout({ channel, case: ofCase, entries }: Disclosure): string {
  const channelName = useChannelName();
  if (channel) return channelName(channel);
  return ofCase ? `Case ${ofCase}` : `${entries.length} chosen ${entries.length === 1 ? 'entry' : 'entries'}`;
}

function Progress({ disclosure: { stage, done, total }, about }: { disclosure: Disclosure; about: string }) {
  const counted = total !== null && total !== undefined && total > 0;
  const words = `${stages[stage]}${counted ? `: ${done} of ${total} entries` : ''}`;
  return (
    <Field validationMessage={words} validationState="none">
      <ProgressBar value={counted ? done / total : undefined} aria-label={`Making the pack about ${about}`} />
    </Field>
  );
}

function Details({ disclosure }: { disclosure: Disclosure }) {
  const page = usePageStyles();
  const { purpose, authority, recipient, from, until, complete, entries, exhibits, withheld, sensitive, decidedBy, decidedAt, pack } = disclosure;
  const code = (text: string) => <span className={page.code}>{text}</span>;
  return (
    <Facts
      facts={[
        ['Purpose', purpose],
        ['What allows it', authority],
        ['Recipient', recipient],
        ['Entries', entries.length > 0 ? entries.join(', ') : null],
        ['Exhibits', exhibits.length > 0 ? `Files of ${exhibits.length}, with their custody` : null],
        ['From', from && <Moment at={from} />],
        ['Before', until && <Moment at={until} />],
        ['Completeness', complete ? 'Proves that nothing is left out' : 'Chosen entries; makes no claim to be all'],
        ['Kept back', withheld.length > 0 ? withheld.map((rule) =>
          `${rule.field} in ${rule.entry === null || rule.entry === undefined ? 'every entry' : `entry ${rule.entry}`} (${reasons[rule.reason]}; ${rule.authority})`).join(', ') : null],
        ['Sensitive', sensitive.length > 0 ? sensitive.map((item) =>
          `${item.exhibit ?? `entry ${item.entry}`} (${reasons[item.reason]}; ${item.authority})`).join(', ') : null],
        ['Decided by', decidedBy && decidedAt && <>{decidedBy}, <Moment at={decidedAt} /></>],
        ['Size', pack && fileSize(pack.bytes)],
        ['In the record', pack && `entry ${pack.entry}`],
        ['SHA-256 of the file', pack && code(pack.sha256)],
        ['SHA-256 of its list', pack && code(pack.manifest)],
      ]}
    />
  );
}

function Acts({ disclosure: { id, state, mayApprove, mayCancel, mayTake }, about }: { disclosure: Disclosure; about: string }) {
  const api = useApi();
  const signed = useSigned();
  const page = usePageStyles();
  const path = { id };
  const { run, busy, problem } = useAct(
    (_: undefined, header) => signed('Approve this disclosure', (signature) =>
      api.POST('/api/v1/disclosures/{id}/approve', { params: { path, header: { ...header, ...signature } } })), ['disclosures']);
  const taking = useMutation({
    mutationFn: () => bodyOf(api.GET('/api/v1/disclosures/{id}/pack', { params: { path }, parseAs: 'blob' })),
    onSuccess: (bytes) => save(`disclosure-${id}.zip`, bytes),
  });
  return (
    <>
      {problem && <ProblemBar problem={problem} />}
      {taking.error && <ProblemBar problem={problemOf(taking.error)} />}
      {(mayApprove || mayCancel || mayTake) && (
        <div className={page.row}>
          {mayApprove && <Button appearance="primary" disabledFocusable={busy} onClick={() => run(undefined)} aria-label={`Approve ${about}`}>Approve</Button>}
          {mayApprove && (
            <ReasonDialog
              opener={(show) => <Button onClick={show} aria-label={`Refuse ${about}`}>Refuse</Button>} title="Refuse this disclosure" act="Refuse"
              about="Nothing is made of it. Whoever asked sees your reason." outdates={['disclosures']}
              send={(reason, header) => signed('Refuse this disclosure', (signature) =>
                api.POST('/api/v1/disclosures/{id}/refuse', { params: { path, header: { ...header, ...signature } }, body: { reason } }))}
            />
          )}
          {mayTake && (
            <Button appearance="primary" disabledFocusable={taking.isPending} onClick={() => taking.mutate()} aria-label={`Download the pack about ${about}`}>
              {taking.isPending ? 'Downloading' : 'Download'}
            </Button>
          )}
          {mayCancel && (
            <ReasonDialog
              opener={(show) => <Button onClick={show} aria-label={`Cancel ${about}`}>{state === 'Preparing' ? 'Stop' : 'Cancel'}</Button>}
              title="Cancel this disclosure" act="Cancel the disclosure" about="What was prepared is deleted. The record keeps that it was asked for."
              outdates={['disclosures']}
              send={(reason, header) => bodyOf(api.POST('/api/v1/disclosures/{id}/cancel', { params: { path, header }, body: { reason } }))}
            />
          )}
        </div>
      )}
    </>
  );
}
