// The cover in the dialog, which can be replaced by a dropped, pasted or chosen picture, and cropped to a square.

import { $ } from '../ui/dom.js';
import { cropped, decode, isSquare, whole } from './picture.js';

/** @param {(picture: Blob) => Promise<void>} changed called with the new cover */
export function createCoverField(changed) {
  const box = $('#track-dialog .cover-field');
  const [image, chooser, crop] = [$('img', box), $('input[type=file]', box), $('.check input', box)];
  const problem = $('.problem', box);
  let original = null; // {blob, bitmap}: the picture before it is cropped
  let shownUrl = null;
  let opened = 0;

  function show(url) {
    if (url === shownUrl) return;
    if (shownUrl?.startsWith('blob:')) URL.revokeObjectURL(shownUrl);
    shownUrl = url;
    image.hidden = !url;
    if (url) image.src = url;
    else image.removeAttribute('src');
  }

  const offerCrop = (isOffered) => { crop.parentElement.hidden = !isOffered; };

  async function use() {
    const from = opened;
    const picture = await (crop.checked ? cropped(original.bitmap) : whole(original.blob, original.bitmap));
    if (from !== opened) return;
    show(URL.createObjectURL(picture));
    await changed(picture);
  }

  const attempt = async (work) => {
    problem.textContent = '';
    try {
      await work();
    } catch (error) {
      problem.textContent = error.message;
    }
  };

  const take = (file) => attempt(async () => {
    original = { blob: file, bitmap: await decode(file) };
    const canCrop = !isSquare(original.bitmap);
    offerCrop(canCrop);
    crop.checked = canCrop;
    await use();
  });

  // A suggested cover is downloaded only if it is to be cropped.
  crop.addEventListener('change', () => attempt(async () => {
    if (!original) {
      const blob = await (await fetch(shownUrl)).blob();
      original = { blob, bitmap: await decode(blob) };
    }
    await use();
  }));
  image.addEventListener('load', () => {
    if (!original) offerCrop(!isSquare({ width: image.naturalWidth, height: image.naturalHeight }));
  });
  $('.cover-drop', box).addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => { if (chooser.files[0]) take(chooser.files[0]); });

  const dialog = $('#track-dialog');
  const pictureIn = (transfer) => [...(transfer?.files ?? [])].find(({ type }) => type.startsWith('image/'));
  const mark = (isOver) => box.classList.toggle('is-over', isOver);
  dialog.addEventListener('paste', (event) => {
    const file = pictureIn(event.clipboardData);
    if (!file) return;
    event.preventDefault();
    take(file);
  });
  dialog.addEventListener('dragover', () => mark(true));
  dialog.addEventListener('dragleave', (event) => { if (!dialog.contains(event.relatedTarget)) mark(false); });
  dialog.addEventListener('drop', (event) => {
    mark(false);
    const file = pictureIn(event.dataTransfer);
    if (!file) return;
    event.preventDefault();
    take(file);
  });

  return {
    /** Shows no cover. */
    clear() {
      opened += 1;
      original = null;
      chooser.value = '';
      crop.checked = false;
      problem.textContent = '';
      offerCrop(false);
      show(null);
    },
    /** Shows the server's cover, unless a picture was chosen here. */
    follow(url) { if (!original) show(url); },
  };
}
