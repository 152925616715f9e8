import type { Limits } from '../api/shapes';

const largestSide = 2000;
const qualities = [0.9, 0.8, 0.7, 0.6];

/**
 * Draws the image anew, smaller where it must be, until the network takes it. Drawing also drops everything that is not picture:
 * place, time and camera stay on this machine.
 */
export async function fitImage(file: Blob, { maximumImageBytes, imageTypes }: Pick<Limits, 'maximumImageBytes' | 'imageTypes'>): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const keepsPng = file.type === 'image/png' && imageTypes.includes('image/png');
    for (let side = Math.min(largestSide, Math.max(picture.width, picture.height)); side >= 64; side = Math.floor(side * 0.75)) {
      const tries = keepsPng ? [undefined, ...qualities] : qualities;
      for (const quality of tries) {
        const drawn = await draw(picture, side, quality);
        if (drawn.size <= maximumImageBytes) return drawn;
      }
    }
    throw new Error('This image cannot be made small enough for the network.');
  } finally {
    picture.close();
  }
}

/** Without a quality the result is a PNG, which keeps what is see-through. */
async function draw(picture: ImageBitmap, side: number, quality: number | undefined): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser cannot draw images.');
  if (quality !== undefined) {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob(quality === undefined ? { type: 'image/png' } : { type: 'image/jpeg', quality });
}
