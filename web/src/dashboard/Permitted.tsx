import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useMay } from '../access/me';
import { PageHeading } from '../page/PageHeading';
import { usePageStyles } from '../page/usePageStyles';
import { placeOf } from './places';

/** Shows a page to whoever holds one of its rights, and tells everybody else what is missing instead of asking the API in vain. */
export function Permitted({ children }: { children: ReactNode }) {
  const may = useMay();
  const styles = usePageStyles();
  const place = placeOf(useLocation().pathname);
  if (!place || place.needs.some((right) => may(right))) return children;
  return (
    <div className={styles.page}>
      <PageHeading title={`You cannot open “${place.name}”`} about="Your roles do not include it. An administrator of your organisation can give you one that does." />
    </div>
  );
}
