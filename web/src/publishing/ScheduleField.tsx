import { Field, Input } from '@fluentui/react-components';
import { fromUkWallTime, ukDateTime } from '../time/uk';

type ScheduleFieldProps = { publishAt: string; change: (publishAt: string) => void; problem?: string };

/** When it goes out, as clocks in the UK show it, wherever this machine stands. */
export function ScheduleField({ publishAt, change, problem }: ScheduleFieldProps) {
  const at = fromUkWallTime(publishAt);
  return (
    <Field
      label="Publish at (UK time)" validationMessage={problem}
      hint={at ? `Goes out on ${ukDateTime(at)}, if it is approved in time. A late approval never publishes.` : 'Leave it empty to publish as soon as it is approved.'}
    >
      <Input type="datetime-local" value={publishAt} onChange={(_, { value }) => change(value)} />
    </Field>
  );
}
