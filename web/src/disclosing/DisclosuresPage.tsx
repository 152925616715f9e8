import { Button } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { useMay } from '../access/me';
import { EmptyState } from '../page/EmptyState';
import { Listed } from '../page/Listed';
import { PageHeading } from '../page/PageHeading';
import { usePageStyles } from '../page/usePageStyles';
import { DisclosureRow } from './DisclosureRow';
import { useDisclosures } from './useDisclosures';

export default function DisclosuresPage() {
  const page = usePageStyles();
  const may = useMay();
  const go = useNavigate();
  const ask = may('BuildDisclosures') && <Button appearance="primary" onClick={() => { void go('/disclosures/new'); }}>Ask for a pack</Button>;
  return (
    <div className={page.page}>
      <PageHeading
        title="Disclosure" acts={ask}
        about="Packs of entries for a court, a lawyer or a regulator. Whoever gets one can check it without trusting us, and see that nothing was left out."
      />
      <Listed
        list={useDisclosures()} what="packs"
        empty={
          <EmptyState title="No pack yet">
            Ask for a pack about one channel, one case or chosen entries, and say what allows it. A colleague in professional standards, or
            the information asset owner, approves it. Then it is made here: a zip file with the entries, their proofs, what was kept back
            and why, and a program that checks all of it without a network.
          </EmptyState>
        }
      >
        {(packs) => <ul className={page.list}>{packs.map((pack) => <DisclosureRow key={pack.id} disclosure={pack} />)}</ul>}
      </Listed>
    </div>
  );
}
