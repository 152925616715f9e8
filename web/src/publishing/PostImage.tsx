import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useMediaAddress } from './media';

const useStyles = makeStyles({
  figure: { margin: 0, display: 'grid', gap: tokens.spacingVerticalXS, alignContent: 'start', minWidth: 0 },
  image: {
    width: '100%', maxHeight: '16rem', objectFit: 'contain', backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  alt: { overflowWrap: 'anywhere' },
});

/** An image and its alternative text, both of which are approved. */
export function PostImage({ media, altText }: { media: string; altText: string }) {
  const styles = useStyles();
  const address = useMediaAddress(media);
  return (
    <figure className={styles.figure}>
      {address && <img src={address} alt={altText} className={styles.image} />}
      <figcaption><Caption1 className={styles.alt}>Alternative text: {altText || 'none yet'}</Caption1></figcaption>
    </figure>
  );
}
