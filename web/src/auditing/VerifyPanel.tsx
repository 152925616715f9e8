import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { bodyOf, useApi } from '../api/client';
import type { Verification } from '../api/shapes';
import { Loading } from '../page/Loading';
import { Moment } from '../page/Moment';
import { Panel } from '../page/Panel';
import { ProblemBar } from '../page/ProblemBar';
import { screenOf } from '../page/screen';
import { usePageStyles } from '../page/usePageStyles';

/** Recomputes every hash, when asked. */
export function VerifyPanel() {
  const api = useApi();
  const page = usePageStyles();
  const query = useQuery({
    queryKey: ['verification'], queryFn: () => bodyOf(api.GET('/api/v1/audit/verification')), enabled: false, refetchInterval: false,
  });
  const screen = screenOf(query);
  return (
    <Panel title="Is the record whole?">
      <div className={page.row}>
        <Button appearance="primary" disabledFocusable={query.isFetching} onClick={() => { void query.refetch(); }}>Verify now</Button>
        <span className={page.quiet}>Reads every entry and recomputes the root that is signed.</span>
      </div>
      {query.isFetching && <Loading what="and checking every entry" />}
      {!query.isFetching && (screen.kind === 'failed' || screen.kind === 'stale') && <ProblemBar problem={screen.problem} />}
      {!query.isFetching && screen.kind === 'ready' && <Verdict verification={screen.value} />}
    </Panel>
  );
}

function Verdict({ verification: { entries, intact, firstBad, why, checkedAt } }: { verification: Verification }) {
  return (
    <MessageBar intent={intact ? 'success' : 'error'} layout="multiline" role="status">
      <MessageBarBody>
        <MessageBarTitle>{intact ? 'The record is intact' : firstBad == null ? 'The record is not what was written' : `The record is broken at entry ${firstBad}`}</MessageBarTitle>
        {entries} entries checked, <Moment at={checkedAt} />. {why}
      </MessageBarBody>
    </MessageBar>
  );
}
