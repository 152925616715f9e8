import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { bodyOf, useApi } from '../../api/client';
import type { DaySheet, SheetMail } from '../../api/shapes';
import { Facts } from '../../page/Facts';
import { Moment } from '../../page/Moment';
import { PageHeading } from '../../page/PageHeading';
import { Panel } from '../../page/Panel';
import { Screened } from '../../page/Screened';
import { screenOf } from '../../page/screen';
import { usePageStyles } from '../../page/usePageStyles';
import { FileButton } from '../FileButton';
import { dayName } from './day';
import { Paper } from './Paper';

/** A day's sheet: what is on the paper, the paper itself, and to whom it was mailed. */
export default function SheetPage() {
  const { date = '' } = useParams();
  const api = useApi();
  const page = usePageStyles();
  const query = useQuery({ queryKey: ['sheet', date], queryFn: () => bodyOf(api.GET('/api/v1/audit/days/{date}', { params: { path: { date } } })) });
  return (
    <div className={page.page}>
      <PageHeading title={`Daily sheet, ${dayName(date)}`} />
      <Screened screen={screenOf(query)} what="the daily sheet">{(sheet) => <Sheet sheet={sheet} />}</Screened>
    </div>
  );
}

function Sheet({ sheet }: { sheet: DaySheet }) {
  const api = useApi();
  const page = usePageStyles();
  return (
    <>
      {!sheet.final && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>The day goes on</MessageBarTitle>
            This is what the sheet would be now; the one to file is made after midnight (UTC).
          </MessageBarBody>
        </MessageBar>
      )}
      <div className={`${page.row} not-on-paper`}>
        <Button appearance="primary" onClick={() => window.print()}>Print</Button>
        <FileButton name={`day-sheet-${sheet.day}.pdf`} fetch={() => bodyOf(api.GET('/api/v1/audit/days/{date}/sheet.pdf', file(sheet)))}>Download as PDF</FileButton>
        <FileButton name={`day-sheet-${sheet.day}.txt`} fetch={() => bodyOf(api.GET('/api/v1/audit/days/{date}/sheet.txt', file(sheet)))}>
          Download for the verifier
        </FileButton>
      </div>
      <Paper sheet={sheet} />
      {sheet.mail.length > 0 && (
        <Panel title="Mailed to" className="not-on-paper">
          <Facts facts={sheet.mail.map((to) => [to.address, <Sent key={to.address} to={to} />] as const)} />
        </Panel>
      )}
    </>
  );
}

const file = ({ day }: DaySheet) => ({ params: { path: { date: day } }, parseAs: 'blob' }) as const;

function Sent({ to: { sentAt, attempts, trouble, givenUp } }: { to: SheetMail }) {
  if (sentAt) return <>Taken by the mail server, <Moment at={sentAt} />.</>;
  return <>{givenUp ? 'Not sent, and not tried any more' : 'Not sent yet; tried again each hour'} ({attempts} {attempts === 1 ? 'try' : 'tries'}). {trouble}</>;
}
