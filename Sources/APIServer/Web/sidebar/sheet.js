// On a phone the sidebar is a sheet at the bottom: the field is always visible, the downloads slide up.

import { $ } from '../ui/dom.js';

const dragPixels = 24;

export function createSheet() {
  const [sheet, handle] = [$('#sidebar'), $('#sheet-handle')];

  function setOpen(isOpen) {
    sheet.classList.toggle('is-open', isOpen);
    handle.setAttribute('aria-expanded', isOpen);
  }

  const isOpen = () => sheet.classList.contains('is-open');
  let dragFrom = null;
  let wasDragged = false;
  handle.addEventListener('pointerdown', (event) => {
    dragFrom = event.clientY;
    wasDragged = false;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('pointermove', ({ clientY }) => {
    if (dragFrom === null || Math.abs(clientY - dragFrom) < dragPixels) return;
    wasDragged = true;
    setOpen(clientY < dragFrom);
  });
  for (const name of ['pointerup', 'pointercancel']) handle.addEventListener(name, () => { dragFrom = null; });
  handle.addEventListener('click', () => {
    if (!wasDragged) setOpen(!isOpen());
    wasDragged = false;
  });
  sheet.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isOpen() || handle.offsetParent === null) return;
    setOpen(false);
    handle.focus();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (isOpen() && !sheet.contains(target) && !target.closest('dialog, .toasts')) setOpen(false);
  });
  return { open: () => setOpen(true), close: () => setOpen(false) };
}
