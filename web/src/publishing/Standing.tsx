import { Body1, Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Submission } from '../api/shapes';
import { Moment } from '../page/Moment';
import { Panel } from '../page/Panel';
import { StateBadge } from './StateBadge';
import { states } from './states';

/** The stored state, what it means, and why it came to it. */
export function Standing({ submission: { state, stateReason, problems, live } }: { submission: Submission }) {
  return (
    <Panel>
      <div><StateBadge state={state} /></div>
      <Body1>{states[state].means}</Body1>
      {stateReason && <Body1>{stateReason}</Body1>}
      {live && (
        <Body1>
          Live since <Moment at={live.at} />: <Link href={live.url} target="_blank" rel="noreferrer" inline>see it on the network (opens a new tab)</Link>
        </Body1>
      )}
      {problems.map(({ field, message }) => (
        <MessageBar key={field + message} intent="warning" layout="multiline">
          <MessageBarBody><MessageBarTitle>{field}</MessageBarTitle>{message}</MessageBarBody>
        </MessageBar>
      ))}
    </Panel>
  );
}
