import { Combobox, Field, Option, OptionGroup } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { actName } from './act-name';

type Choice = { value: string; text: string; group?: string };

/** Everybody who ever acted, and every act that the record knows. */
export function useSearchTerms() {
  const api = useApi();
  return useQuery({ queryKey: ['audit', 'terms'], queryFn: () => bodyOf(api.GET('/api/v1/audit/terms')) }).data;
}

export function ActPicker({ value, choose }: { value: string | undefined; choose: (value: string | undefined) => void }) {
  const acts = useSearchTerms()?.acts ?? [];
  const choices = acts.map((act) => ({ value: act, text: actName(act) })).sort((a, b) => a.text.localeCompare(b.text, 'en-GB'));
  return <Picker label="Act" choices={choices} value={value} choose={choose} />;
}

export function ActorPicker({ value, choose }: { value: string | undefined; choose: (value: string | undefined) => void }) {
  const actors = useSearchTerms()?.actors ?? [];
  const choices = actors.map(({ id, name, isMember }) => ({ value: id, text: name ?? id, group: isMember ? 'Members' : 'Jobs and others' }));
  return <Picker label="Done by" choices={choices} value={value} choose={choose} />;
}

/** Choose by typing part of the name; what is not on the list, such as an id out of a letter, is taken as it was typed. */
function Picker({ label, choices, value, choose }: { label: string; choices: readonly Choice[]; value: string | undefined; choose: (value: string | undefined) => void }) {
  const shown = choices.find((choice) => choice.value === value)?.text ?? value ?? '';
  const [typed, setTyped] = useState<string>();
  const words = (typed ?? '').trim().toLocaleLowerCase('en-GB');
  const fitting = choices.filter((choice) => `${choice.text} ${choice.value}`.toLocaleLowerCase('en-GB').includes(words));
  const groups = [...new Set(fitting.map(({ group }) => group))];
  const end = () => {
    if (typed === undefined) return;
    const exact = choices.find((choice) => choice.text.toLocaleLowerCase('en-GB') === words);
    choose(exact?.value ?? (typed.trim() || undefined));
    setTyped(undefined);
  };
  return (
    <Field label={label}>
      <Combobox
        freeform inlinePopup placeholder="Anything" value={typed ?? shown} selectedOptions={value ? [value] : []} onChange={(event) => setTyped(event.target.value)}
        onOptionSelect={(_, { optionValue }) => { choose(optionValue === value ? undefined : optionValue); setTyped(undefined); }} onBlur={end}
      >
        {fitting.length === 0 && <Option disabled value="" text="">Nothing has that name</Option>}
        {groups.map((group) => {
          const options = fitting.filter((choice) => choice.group === group).map((choice) => <Option key={choice.value} value={choice.value} text={choice.text}>{choice.text}</Option>);
          return group ? <OptionGroup key={group} label={group}>{options}</OptionGroup> : options;
        })}
      </Combobox>
    </Field>
  );
}
