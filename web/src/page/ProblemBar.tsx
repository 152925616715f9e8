import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Problem } from '../api/problem';

type ProblemBarProps = { problem: Problem; again?: () => void };

/** A problem in the API's own words, with every field that it names. */
export function ProblemBar({ problem, again }: ProblemBarProps) {
  const fields = Object.entries(problem.errors ?? {});
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{problem.title}</MessageBarTitle>
        {problem.detail !== problem.title && problem.detail}
        {fields.length > 0 && (
          <ul>{fields.map(([field, messages]) => <li key={field}>{field}: {messages.join(' ')}</li>)}</ul>
        )}
        {problem.retryAfterSeconds && ` Try again in ${problem.retryAfterSeconds} seconds.`}
      </MessageBarBody>
      {again && <MessageBarActions><Button onClick={again}>Try again</Button></MessageBarActions>}
    </MessageBar>
  );
}
