import { Button, Field, makeStyles, Spinner, Textarea, tokens } from '@fluentui/react-components';
import { useId, useRef, useState } from 'react';
import { bodyOf, useApi } from '../api/client';
import { problemOf } from '../api/problem';
import type { Content, Limits } from '../api/shapes';
import { usePageStyles } from '../page/usePageStyles';
import { graphemeCount } from '../text/graphemes';
import { fitImage } from './fit-image';
import { PostImage } from './PostImage';

const useStyles = makeStyles({
  image: { display: 'grid', gap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: '24rem' },
  hidden: { display: 'none' },
});

type ImageFieldProps = {
  images: Content['images'];
  change: (images: Content['images']) => void;
  limits: Limits | undefined;
  problem?: string;
};

type Attaching = { kind: 'idle' } | { kind: 'preparing' } | { kind: 'failed'; why: string };

/** Images with the words that say what they show; each is fitted to the network on this page before it is sent. */
export function ImageField({ images, change, limits, problem }: ImageFieldProps) {
  const api = useApi();
  const styles = useStyles();
  const page = usePageStyles();
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [attaching, setAttaching] = useState<Attaching>({ kind: 'idle' });
  const room = (limits?.maximumImages ?? 0) - images.length;

  const attach = async (files: FileList, allowed: Limits) => {
    setAttaching({ kind: 'preparing' });
    try {
      const added: Content['images'] = [];
      for (const file of [...files].slice(0, room)) {
        const body = await fitImage(file, allowed);
        const media = await bodyOf(api.POST('/api/v1/media', {
          params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
          headers: { 'Content-Type': body.type }, body: body as unknown as string, bodySerializer: () => body,
        }));
        added.push({ media: media.id, altText: '' });
      }
      change([...images, ...added]);
      setAttaching({ kind: 'idle' });
    } catch (error) {
      const unreadable = error instanceof DOMException;
      setAttaching({ kind: 'failed', why: unreadable ? 'This file is not an image that the browser can read.' : problemOf(error).detail ?? problemOf(error).title });
    }
  };

  return (
    <div className={page.stack} role="group" aria-label="Images">
      <div className={page.row}>
        <Button onClick={() => input.current?.click()} disabledFocusable={!limits || room <= 0 || attaching.kind === 'preparing'} aria-describedby={hint}>
          Attach an image
        </Button>
        <span id={hint} className={page.quiet}>
          {limits ? `${images.length} of ${limits.maximumImages}. Large images are made smaller; place and camera data are left out.` : 'Choose a channel first.'}
        </span>
        {attaching.kind === 'preparing' && <Spinner size="tiny" label="Preparing" />}
      </div>
      <input
        ref={input} type="file" multiple accept={limits?.imageTypes.join(',')} className={styles.hidden} aria-label="Image files" tabIndex={-1}
        onChange={({ currentTarget }) => {
          if (currentTarget.files && limits) void attach(currentTarget.files, limits).finally(() => { currentTarget.value = ''; });
        }}
      />
      {attaching.kind === 'failed' && <Field validationMessage={attaching.why} />}
      {images.map(({ media, altText }, index) => (
        <div key={media} className={styles.image}>
          <PostImage media={media} altText={altText} />
          <Field
            label={`Alternative text of image ${index + 1}`} required validationMessage={altText.trim() ? undefined : problem}
            hint={`What it shows, for people who cannot see it. ${graphemeCount(altText)} of ${limits?.maximumAltText ?? 0} characters.`}
          >
            <Textarea
              value={altText} rows={2}
              onChange={(_, { value }) => change(images.map((image) => (image.media === media ? { media, altText: value } : image)))}
            />
          </Field>
          <div>
            <Button size="small" onClick={() => change(images.filter((image) => image.media !== media))}>Remove image {index + 1}</Button>
          </div>
        </div>
      ))}
    </div>
  );
}
