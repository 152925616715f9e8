import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { fieldErrors, type Problem } from '../api/problem';
import { Panel } from '../page/Panel';
import { usePageStyles } from '../page/usePageStyles';
import type { Draft, Item, Rule } from './request';
import { chosenReasons, reasons, type Reason } from './wording';

const useStyles = makeStyles({
  one: {
    display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS, margin: 0, padding: tokens.spacingHorizontalM, minWidth: 0,
    border: `1px solid ${tokens.colorNeutralStroke1}`, borderRadius: tokens.borderRadiusMedium,
  },
});

type KeptBackProps = { draft: Draft; change: (draft: Draft) => void; problem?: Problem };

/** What the recipient does not get to see. That it is there, and why it is kept back, they do see. */
export function KeptBack({ draft, change, problem }: KeptBackProps) {
  return (
    <Panel title="What is kept back?">
      <p>The recipient sees that something is kept back, your reason and what allows it. Everything else is shown.</p>
      <Several<Rule>
        all={draft.withheld} change={(withheld) => change({ ...draft, withheld })} add="Keep a field back" name="Field"
        fresh={() => ({ key: crypto.randomUUID(), field: '', entry: '', reason: 'ThirdParty', authority: '' })}
      >
        {(rule, at, set) => (
          <>
            <Field label="Field" required hint="As the record names it; actor is the name of whoever acted." validationMessage={fieldErrors(problem, `withheld.${at}.field`)}>
              <Input value={rule.field} onChange={(_, { value }) => set({ ...rule, field: value })} />
            </Field>
            <Field label="Entry" hint="Leave it empty for every entry." validationMessage={fieldErrors(problem, `withheld.${at}.entry`)}>
              <Input value={rule.entry} inputMode="numeric" onChange={(_, { value }) => set({ ...rule, entry: value })} />
            </Field>
            <Because one={rule} set={set} at={`withheld.${at}`} problem={problem} />
          </>
        )}
      </Several>
      <Several<Item>
        all={draft.sensitive} change={(sensitive) => change({ ...draft, sensitive })} add="Put an entry on the sensitive schedule" name="Sensitive entry"
        fresh={() => ({ key: crypto.randomUUID(), entry: '', reason: 'PublicInterest', authority: '' })}
      >
        {(item, at, set) => (
          <>
            <Field label="Entry" required hint="Nothing of what it says is shown." validationMessage={fieldErrors(problem, `sensitive.${at}.entry`)}>
              <Input value={item.entry} inputMode="numeric" onChange={(_, { value }) => set({ ...item, entry: value })} />
            </Field>
            <Because one={item} set={set} at={`sensitive.${at}`} problem={problem} />
          </>
        )}
      </Several>
    </Panel>
  );
}

type BecauseProps<T> = { one: T; set: (one: T) => void; at: string; problem?: Problem };

function Because<T extends { reason: Reason; authority: string }>({ one, set, at, problem }: BecauseProps<T>) {
  return (
    <>
      <Field label="Reason" required validationMessage={fieldErrors(problem, `${at}.reason`)}>
        <Select value={one.reason} onChange={(_, { value }) => set({ ...one, reason: value as Reason })}>
          {chosenReasons.map((reason) => <option key={reason} value={reason}>{reasons[reason]}</option>)}
        </Select>
      </Field>
      <Field label="What allows keeping it back" required validationMessage={fieldErrors(problem, `${at}.authority`)}>
        <Input value={one.authority} onChange={(_, { value }) => set({ ...one, authority: value })} />
      </Field>
    </>
  );
}

type SeveralProps<T> = {
  all: T[]; change: (all: T[]) => void; add: string; name: string; fresh: () => T; children: (one: T, at: number, set: (one: T) => void) => ReactNode;
};

/** As many as somebody adds. The focus goes into what was added, and back to the button where one was taken away. */
function Several<T extends { key: string }>({ all, change, add, name, fresh, children }: SeveralProps<T>) {
  const styles = useStyles();
  const page = usePageStyles();
  const adds = useRef<HTMLButtonElement>(null);
  const [added, setAdded] = useState('');
  return (
    <>
      {all.map((one, at) => (
        <Opened key={one.key} className={styles.one} focus={added === one.key} label={`${name} ${at + 1}`}>
          {children(one, at, (changed) => change(all.map((other) => (other.key === one.key ? changed : other))))}
          <div className={page.row}>
            <Button onClick={() => { change(all.filter((other) => other.key !== one.key)); adds.current?.focus(); }}>
              Remove {name.toLowerCase()} {at + 1}
            </Button>
          </div>
        </Opened>
      ))}
      <div className={page.row}>
        <Button ref={adds} onClick={() => { const one = fresh(); setAdded(one.key); change([...all, one]); }}>{add}</Button>
      </div>
    </>
  );
}

function Opened({ className, focus, label, children }: { className: string; focus: boolean; label: string; children: ReactNode }) {
  const room = useRef<HTMLFieldSetElement>(null);
  useEffect(() => { if (focus) room.current?.querySelector('input')?.focus(); }, [focus]);
  return <fieldset ref={room} className={className}><legend>{label}</legend>{children}</fieldset>;
}
