import { Body1Strong } from '@fluentui/react-components';
import type { Mention } from '../api/shapes';
import { usePageStyles } from '../page/usePageStyles';
import { bands, categories, whyNot } from './bands';

/** Why the message has its band: each rule that fired, with the words that it saw. */
export function TriageReasons({ mention: { triage, text } }: { mention: Mention }) {
  const styles = usePageStyles();
  const found = triage.signals.filter(({ reasons }) => reasons.length > 0);
  return (
    <>
      <p>
        Basic triage: a first list of words and rules, not a judgement about anybody. It misses things and it is wrong at times;
        read the message itself. Engine {triage.engine}.
      </p>
      {triage.band && <p>{bands[triage.band].means}</p>}
      <ul className={styles.list}>
        {found.map(({ category, band, reasons }) => (
          <li key={category}>
            <Body1Strong>{nameOf(category)}{band && `: ${bands[band].name}`}</Body1Strong>
            <ul>
              {reasons.map(({ id, meaning, spans }) => (
                <li key={id}>
                  {meaning}
                  {spans.length > 0 && `: ${spans.map(({ start, length }) => `“${text.slice(start, start + length)}”`).join(', ')}`}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {Object.entries(whyNot).map(([why, words]) => {
        const left = triage.signals.filter(({ notAssessed }) => notAssessed === why);
        return left.length > 0 && <p key={why}>Not assessed, {words}: {left.map(({ category }) => nameOf(category).toLowerCase()).join('; ')}.</p>;
      })}
    </>
  );
}

const nameOf = (category: string) => categories[category] ?? category;
