import { Button } from '@fluentui/react-components';
import { bodyOf, useApi } from '../api/client';
import type { Exhibit } from '../api/shapes';
import { ReasonDialog } from '../page/ReasonDialog';

/** What may not be destroyed but must not be used is restricted: read by few. */
export function RestrictDialog({ exhibit: { id, isRestricted } }: { exhibit: Exhibit }) {
  const api = useApi();
  const name = isRestricted ? 'Lift the restriction' : 'Restrict it';
  return (
    <ReasonDialog
      opener={(show) => <Button onClick={show}>{name}</Button>} title={name} act={name} outdates={['exhibit', 'case']}
      about={isRestricted ? 'Everybody who may read evidence may read it again.' : 'Professional standards and information asset owners alone may read it then.'}
      send={(reason, header) => bodyOf(api.POST('/api/v1/exhibits/{id}/restriction', { params: { path: { id }, header }, body: { restricted: !isRestricted, reason } }))}
    />
  );
}
