import { makeStyles, Spinner, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({ room: { padding: tokens.spacingVerticalXXXL, display: 'grid', placeItems: 'center' } });

export function Loading({ what }: { what: string }) {
  return <div className={useStyles().room}><Spinner label={`Loading ${what}`} /></div>;
}
