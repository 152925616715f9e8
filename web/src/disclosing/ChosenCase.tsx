import { Button, Checkbox, Field, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { bodyOf, useApi } from '../api/client';
import { fieldErrors, type Problem } from '../api/problem';
import { useCases } from '../evidence/useCases';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import type { Draft } from './request';

type ChosenCaseProps = { draft: Draft; change: (draft: Draft) => void; problem?: Problem };

/** The case, and which of its exhibits' files go along. */
export function ChosenCase({ draft, change, problem }: ChosenCaseProps) {
  const page = usePageStyles();
  const list = useCases();
  const cases = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Field label="Case" required validationMessage={fieldErrors(problem, 'case')}>
        <Select value={draft.caseId} onChange={(_, { value }) => change({ ...draft, caseId: value, exhibits: [] })}>
          <option value="">{list.isPending ? 'Loading' : 'Choose a case'}</option>
          {cases.map(({ id, number, title }) => <option key={id} value={id}>{number}: {title}</option>)}
        </Select>
      </Field>
      {list.hasNextPage && <div className={page.row}><Button onClick={() => { void list.fetchNextPage(); }}>Show more cases</Button></div>}
      {list.isSuccess && cases.length === 0 && <p>No case is open yet. Cases begin on the <Link to="/evidence">page of evidence</Link>.</p>}
      {list.isError && <p role="alert">The cases could not be loaded. Reload the page to try again.</p>}
      {draft.caseId && <Exhibits draft={draft} change={change} problem={problem} />}
    </>
  );
}

function Exhibits({ draft, change, problem }: ChosenCaseProps) {
  const api = useApi();
  const page = usePageStyles();
  const { caseId: id, exhibits } = draft;
  const screen = screenOf(useQuery({ queryKey: ['case', id], queryFn: () => bodyOf(api.GET('/api/v1/cases/{id}', { params: { path: { id } } })) }));
  const tick = (exhibit: string, on: boolean) =>
    change({ ...draft, exhibits: on ? [...exhibits, exhibit] : exhibits.filter((other) => other !== exhibit) });
  return (
    <Screened screen={screen} what="the exhibits">
      {({ exhibits: all }) => {
        const kept = all.filter(({ state }) => state === 'Kept')
          .sort((one, other) => one.number.localeCompare(other.number, 'en-GB', { numeric: true }));
        if (kept.length === 0) return <p>This case has no exhibit whose file could go along.</p>;
        return (
          <Field
            label="Exhibits whose files go along" validationMessage={fieldErrors(problem, 'exhibits')}
            hint="Whoever approves the pack is recorded as having read them. What the record says of the others is in the pack all the same."
          >
            <div role="group" className={page.list}>
              {kept.map(({ id: exhibit, number, label }) => (
                <Checkbox
                  key={exhibit} label={label ? `${number}: ${label}` : number} checked={exhibits.includes(exhibit)}
                  onChange={(_, { checked }) => tick(exhibit, checked === true)}
                />
              ))}
              {kept.length > 1 && exhibits.length < kept.length && (
                <Button onClick={() => change({ ...draft, exhibits: kept.map(({ id: one }) => one) })}>Choose all {kept.length}</Button>
              )}
            </div>
          </Field>
        );
      }}
    </Screened>
  );
}
