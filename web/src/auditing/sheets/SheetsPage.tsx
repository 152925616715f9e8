import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { bodyOf, useApi } from '../../api/client';
import { EmptyState } from '../../page/EmptyState';
import { PageHeading } from '../../page/PageHeading';
import { Screened } from '../../page/Screened';
import { screenOf } from '../../page/screen';
import { usePageStyles } from '../../page/usePageStyles';
import { dayName, today } from './day';

/** One sheet a day, to be printed, signed by hand and filed. */
export default function SheetsPage() {
  const api = useApi();
  const page = usePageStyles();
  const query = useQuery({ queryKey: ['sheets'], queryFn: () => bodyOf(api.GET('/api/v1/audit/days')) });
  return (
    <div className={page.page}>
      <PageHeading title="Daily sheets" about="One page a day says what the record held. Printed, signed by the duty officer and filed, it is out of every administrator's reach." />
      <p><Link to={`/audit/days/${today()}`}>The sheet of today, as it would be now</Link></p>
      <Screened screen={screenOf(query)} what="the daily sheets">
        {({ days }) => days.length === 0
          ? <EmptyState title="No sheet yet">The first is made after midnight (UTC), when the first day of this record has ended.</EmptyState>
          : <ul className={page.list}>{days.map((day) => <li key={day}><Link to={`/audit/days/${day}`}>{dayName(day)}</Link></li>)}</ul>}
      </Screened>
    </div>
  );
}
