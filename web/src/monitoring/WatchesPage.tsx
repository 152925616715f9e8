import { useMay } from '../access/me';
import { EmptyState } from '../page/EmptyState';
import { PageHeading } from '../page/PageHeading';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { NewWatchDialog } from './NewWatchDialog';
import { useWatches } from './useWatches';
import { WatchRow } from './WatchRow';

export default function WatchesPage() {
  const page = usePageStyles();
  const may = useMay();
  return (
    <div className={page.page}>
      <PageHeading
        title="Watches" about="Standing searches, each with a purpose. One searches only after somebody other than its owner has authorised it."
        acts={may('ManageWatches') && <NewWatchDialog />}
      />
      <Screened screen={screenOf(useWatches())} what="the watches">
        {(watches) => watches.length === 0 ? (
          <EmptyState title="No watch yet">
            A watch looks for words and phrases in every new mention, such as the name of a place or of an event. Say why it is needed,
            and a colleague authorises it.
          </EmptyState>
        ) : (
          <ul className={page.list}>{watches.map((watch) => <WatchRow key={watch.id} watch={watch} />)}</ul>
        )}
      </Screened>
    </div>
  );
}
