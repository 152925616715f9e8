import { Checkbox, Field, makeStyles } from '@fluentui/react-components';
import { offeredLanguages, nameOf } from './languages';

const useStyles = makeStyles({ boxes: { display: 'flex', flexWrap: 'wrap' } });

type LanguageFieldProps = { chosen: string[]; change: (languages: string[]) => void; problem?: string };

export function LanguageField({ chosen, change, problem }: LanguageFieldProps) {
  const offered = [...new Set([...offeredLanguages.map(({ tag }) => tag), ...chosen])];
  return (
    <Field label="Languages of the text" validationMessage={problem}>
      <div role="group" className={useStyles().boxes}>
        {offered.map((tag) => (
          <Checkbox
            key={tag} label={nameOf(tag)} checked={chosen.includes(tag)}
            onChange={(_, { checked }) => change(checked ? [...chosen, tag] : chosen.filter((other) => other !== tag))}
          />
        ))}
      </div>
    </Field>
  );
}
