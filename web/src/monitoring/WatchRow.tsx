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
import { movesOf, type Move } from './watch-moves';
import { watchStates } from './wording';

const names: Record<Move, string> = { authorise: 'Authorise', pause: 'Pause', resume: 'Resume', retire: 'Retire' };

export function WatchRow({ watch }: { watch: Watch }) {
  const api = useApi();
  const may = useMay();
  const page = usePageStyles();
  const { id, name, purpose, terms, meanwhile, state, owner, hitsToday, lastHitAt } = watch;
  const { run, busy, problem } = useAct((move: Move, header) =>
    bodyOf(api.POST(`/api/v1/watches/{id}/${move}`, { params: { path: { id }, header } })), ['watches']);
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
        {meanwhile && <Body1>These words await authorisation. Until then it looks for: {meanwhile.join(', ')}.</Body1>}
        <Caption1 className={page.quiet}>
          Owner: {owner}. {watchStates[state].means} {hitsToday} {hitsToday === 1 ? 'hit' : 'hits'} today
          {lastHitAt && <>, last <Moment at={lastHitAt} /></>}. <Link to={`/mentions?watch=${id}`}>See what it found</Link>
        </Caption1>
        {problem && <ProblemBar problem={problem} />}
        <div className={page.row}>
          {movesOf(watch).filter(({ needs }) => may(needs)).map(({ move }) => (
            <Button key={move} disabledFocusable={busy} onClick={() => run(move)} aria-label={`${names[move]} ${name}`}>{names[move]}</Button>
          ))}
        </div>
      </Panel>
    </li>
  );
}
