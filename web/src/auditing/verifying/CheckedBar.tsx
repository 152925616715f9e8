import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, mergeClasses } from '@fluentui/react-components';
import { usePageStyles } from '../../page/usePageStyles';
import type { Checked } from './answers';

// Names of keys and records are long words.
const useStyles = makeStyles({ found: { overflowWrap: 'anywhere' } });

const titles = { valid: 'Valid', incomplete: 'Valid, but incomplete', invalid: 'Invalid' } as const;
const intents = { valid: 'success', incomplete: 'warning', invalid: 'error' } as const;

/** What a check found, what it rests on, and whose word that is. */
export function CheckedBar({ checked: { verdict, says, index, facts, missing, trusted, own } }: { checked: Checked }) {
  const page = usePageStyles();
  const styles = useStyles();
  return (
    <div className={mergeClasses(page.stack, styles.found)}>
      <MessageBar intent={intents[verdict]} layout="multiline" role="status">
        <MessageBarBody>
          <MessageBarTitle>{verdict === 'valid' && !own ? 'Valid by the keys that this service names' : titles[verdict]}{index !== undefined && `: the first bad entry is ${index}`}</MessageBarTitle>
          {says} {missing.join(' ')}
        </MessageBarBody>
      </MessageBar>
      <p className={page.quiet}>
        {own ? 'By the trust policy that you chose' : 'By the trust policy that this service hands out'}, which believes {trusted.join(' and ')}.
        {!own && ' Whoever runs the service wrote it as well: to believe nobody here, choose one that you got elsewhere, or check the download with the program.'}
      </p>
      <details>
        <summary>{verdict === 'invalid' ? 'What held until then' : 'What was checked'}</summary>
        <ul>{facts.map((fact) => <li key={fact}>{fact}</li>)}</ul>
      </details>
    </div>
  );
}
