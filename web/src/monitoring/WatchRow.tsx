import { Badge, Body1, Button, Caption1, Subtitle2 } from '@fluentui/react-components';
import { Link } from 'react-router';
import { useMay } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import type { Watch } from '../api/shapes';
import { useAct } from '../api/useAct';
import { Moment } from '../page/Moment';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { usePageStyles } from '../page/usePageStyles';
import { watchStates } from './wording';

type Move = 'authorise' | 'pause' | 'resume' | 'retire';

const moves: Record<Move, { name: string; from: readonly Watch['state'][]; needs: 'AuthoriseWatches' | 'ManageWatches' }> = {
  authorise: { name: 'Authorise', from: ['AwaitingAuthorisation'], needs: 'AuthoriseWatches' },
  pause: { name: 'Pause', from: ['Active'], needs: 'ManageWatches' },
  resume: { name: 'Resume', from: ['Paused'], needs: 'ManageWatches' },
  retire: { name: 'Retire', from: ['AwaitingAuthorisation', 'Active', 'Paused'], needs: 'ManageWatches' },
};

export function WatchRow({ watch }: { watch: Watch }) {
  const api = useApi();
  const may = useMay();
  const page = usePageStyles();
  const { id, name, purpose, terms, state, owner, hitsToday, lastHitAt } = watch;
  const { run, busy, problem } = useAct((move: Move, header) =>
    bodyOf(api.POST(`/api/v1/watches/{id}/${move}`, { params: { path: { id }, header } })), ['watches']);
  const open = (Object.keys(moves) as Move[]).filter((move) => moves[move].from.includes(state) && may(moves[move].needs));
  return (
    <li>
      <Panel>
        <div className={page.row}>
          <Subtitle2 as="h2">{name}</Subtitle2>
          <Badge appearance="tint" color={watchStates[state].tone}>{watchStates[state].name}</Badge>
        </div>
        <Body1>{purpose}</Body1>
        <ul className={page.terms} aria-label="Words and phrases">
          {terms.map((term) => <li key={term}><Badge appearance="outline" color="informative" size="large">{term}</Badge></li>)}
        </ul>
        <Caption1 className={page.quiet}>
          Owner: {owner}. {watchStates[state].means} {hitsToday} {hitsToday === 1 ? 'hit' : 'hits'} today
          {lastHitAt && <>, last <Moment at={lastHitAt} /></>}. <Link to={`/mentions?watch=${id}`}>See what it found</Link>
        </Caption1>
        {problem && <ProblemBar problem={problem} />}
        <div className={page.row}>
          {open.map((move) => (
            <Button key={move} disabledFocusable={busy} onClick={() => run(move)} aria-label={`${moves[move].name} ${name}`}>{moves[move].name}</Button>
          ))}
        </div>
      </Panel>
    </li>
  );
}
