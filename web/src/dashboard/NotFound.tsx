import { Link } from 'react-router';
import { PageHeading } from '../page/PageHeading';
import { usePageStyles } from '../page/usePageStyles';

export function NotFound() {
  return (
    <div className={usePageStyles().page}>
      <PageHeading title="There is no such page" about="The address may be mistyped, or what it named is not open to you." />
      <Link to="/">Go to the overview</Link>
    </div>
  );
}
