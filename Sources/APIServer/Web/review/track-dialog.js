// The dialog for reviewing a download and for editing a track. The differences are in a mode.

import { $, setText } from '../ui/dom.js';
import { createCoverField } from './cover-field.js';
import { createFieldSet } from './field-set.js';

/**
 * @typedef {object} Mode
 * @property {'confirm' | 'edit'} kind
 * @property {string} heading of the dialog
 * @property {(fieldSet: object, cover: object) => void} show shows the current values in the dialog
 * @property {(name: string, text: string) => void} typed
 * @property {(picture: Blob) => Promise<void>} covered called with a new cover
 * @property {(texts: Record<string, string>) => Promise<void>} save
 * @property {() => Promise<void>} [discard]
 * @property {() => Promise<void>} [remove]
 * @property {() => void} closed
 */

export function createTrackDialog() {
  const dialog = $('#track-dialog');
  const form = $('form', dialog);
  const save = $('.save', dialog);
  const problem = $('.general', dialog);
  /** @type {Mode | null} */
  let mode = null;
  let isBusy = false;
  let uploading = null;

  const fieldSet = createFieldSet({ typed: (name, text) => mode?.typed(name, text) });
  const cover = createCoverField((picture) => { uploading = mode?.covered(picture); return uploading; });

  /** @param {Mode} next */
  function open(next) {
    mode = next;
    dialog.dataset.kind = mode.kind;
    setText($('h2', dialog), mode.heading);
    for (const [part, isShown] of [
      ['.later', mode.kind === 'confirm'], ['.remove', mode.remove], ['.duplicate', false], ['.preview', false],
    ]) $(part, dialog).hidden = !isShown;
    setText($('.progress-line', dialog), '');
    setText(problem, '');
    fieldSet.reset();
    cover.clear();
    mode.show(fieldSet, cover);
    dialog.showModal();
    $('.dialog-body', dialog).scrollTop = 0;
    fieldSet.focusTitle();
  }

  function setBusy(isNow) {
    isBusy = isNow;
    setText(save, isNow ? 'Saving …' : 'Save');
    for (const button of dialog.querySelectorAll('footer button')) button.disabled = isNow;
  }

  async function attempt(work) {
    if (isBusy || !mode) return;
    const began = mode;
    setBusy(true);
    setText(problem, '');
    try {
      await uploading;
      await work(began);
      if (mode === began) dialog.close();
    } catch (error) {
      if (mode === began && !fieldSet.refuse(error.answer?.field, error.message)) setText(problem, error.message);
    } finally {
      setBusy(false);
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (fieldSet.check()) attempt(({ save: keep }) => keep(fieldSet.texts()));
  });
  $('.discard', dialog).addEventListener('click', () => attempt(async ({ discard }) => discard?.()));
  $('.remove', dialog).addEventListener('click', () => attempt(({ remove }) => remove()));
  $('.later', dialog).addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    const closed = mode;
    mode = null;
    uploading = null;
    cover.clear();
    closed?.closed();
    // The row that opened the dialog may be gone, and the focus with it.
    if (document.activeElement === document.body) $('#paste').elements.url.focus();
  });

  return {
    open,
    close: () => dialog.close(),
    refresh: () => { if (!isBusy) mode?.show(fieldSet, cover); },
    get isOpen() { return dialog.open; },
    get isBusy() { return isBusy; },
  };
}
