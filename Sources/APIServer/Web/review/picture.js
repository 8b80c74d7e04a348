// Prepares pictures as covers: decodes and crops them, and makes them as small and of a type as the server accepts.

const accepted = ['image/jpeg', 'image/png', 'image/webp'];
const largestBytes = 5 * 1024 * 1024;
const largestSide = 2000;
const quality = 0.92;

/** @param {Blob} blob @returns {Promise<ImageBitmap>} */
export async function decode(blob) {
  try {
    return await createImageBitmap(blob);
  } catch {
    throw new Error('This is not a picture that the browser can read.');
  }
}

export const isSquare = ({ width, height }) => Math.abs(width - height) <= 1;

/** The middle of a picture, as a JPEG. @param {ImageBitmap} bitmap */
export function cropped(bitmap) {
  const side = Math.min(bitmap.width, bitmap.height);
  return draw(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side);
}

/** The picture as it is, or as a JPEG if the server would refuse it. */
export const whole = async (blob, bitmap) =>
  accepted.includes(blob.type) && blob.size <= largestBytes
    ? blob : draw(bitmap, 0, 0, bitmap.width, bitmap.height);

async function draw(bitmap, left, top, width, height) {
  const scale = Math.min(1, largestSide / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d').drawImage(bitmap, left, top, width, height, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  if (!blob) throw new Error('The browser could not make a picture of this size.');
  return blob;
}
