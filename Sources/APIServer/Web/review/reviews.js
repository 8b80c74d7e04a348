// Mode `confirm`: the user corrects a download and saves it, before or after it is finished.

import * as api from '../api.js';
import { canReview } from '../state/download-store.js';
import { fields, originOf, parse, textOf } from '../state/fields.js';
import { paceOf, phaseOf, titleOf } from '../state/words.js';
import { $, setText } from '../ui/dom.js';
import { store, stored } from '../ui/storage.js';
import { announce } from '../ui/status.js';
import { toast } from '../ui/toast.js';
import { createDraftKeeper } from './draft-keeper.js';
import { showDuplicate } from './duplicate.js';
import { createPreview } from './preview.js';

const idleMs = 1200;

/** @param {{downloads: object, dialog: object, playTrack: (track: object) => void, pausePlayer: () => void}} parts */
export function createReviews({ downloads, dialog, playTrack, pausePlayer }) {
  const drafts = createDraftKeeper();
  const preview = createPreview({ willPlay: pausePlayer });
  let current = null; // the id of the download in the dialog
  let keyAt = 0;
  document.addEventListener('keydown', () => { keyAt = performance.now(); }, { capture: true });

  const download = (id = current) => downloads.state.entries.get(id)?.download;

  function show(fieldSet, cover) {
    const shown = download();
    const edits = drafts.edits(shown);
    for (const name of fields) {
      const edit = edits.get(name);
      fieldSet.show(name, edit?.text ?? textOf(shown, name), edit ? 'typed' : originOf(shown, name));
    }
    cover.follow(shown.coverUrl);
    preview.offer(shown);
    setText($('#track-dialog .progress-line'), statusLine(shown));
    showDuplicate(shown.duplicateOf, playTrack);
  }

  function statusLine(shown) {
    if (shown.lastError) return shown.lastError;
    if (shown.state === 'awaiting_confirmation') return '';
    const pace = [phaseOf(shown), paceOf(shown)].filter(Boolean).join(' · ');
    return shown.confirmed ? `${pace} · will be saved when the download finishes` : `${pace} · you can save already`;
  }

  function open(id) {
    if (dialog.isOpen || !download(id) || !canReview(download(id))) return;
    current = id;
    store('reviewing', id, 'tab');
    dialog.open({ kind: 'confirm', heading: 'Review track', show, typed, covered, save, discard, closed });
  }

  function typed(name, text) {
    drafts.type(current, name, text);
    dialog.refresh();
  }

  const covered = (picture) => api.replaceDownloadCover(current, picture);

  async function save(texts) {
    const id = current;
    const values = Object.fromEntries(fields.map((name) => [name, parse(name, texts[name])]));
    await drafts.hold(id);
    const { state } = await api.confirm(id, values);
    drafts.forget(id);
    if (state !== 'completed' && state !== 'finalizing') toast(`“${values.title}” will be saved when the download finishes.`);
  }

  async function discard() {
    const id = current;
    await drafts.hold(id);
    await api.cancel(id);
    drafts.forget(id);
    announce('Discarded.');
  }

  function closed() {
    const id = current;
    current = null;
    preview.offer(null);
    store('reviewing', null, 'tab');
    if (download(id) && canReview(download(id))) drafts.flush(id);
  }

  downloads.watch((state, before, { type }) => {
    if (type === 'snapshot' && !before.isKnown) open(stored('reviewing', 'tab'));
    if (!current || dialog.isBusy) return;
    const shown = download();
    if (shown && canReview(shown)) return dialog.refresh();
    dialog.close();
    if (shown) announce(`${titleOf(shown)}: ${phaseOf(shown)}`);
  });

  /** Call when a download is ready for review: opens the dialog, but not while the user is typing. */
  function ready(id) {
    const wait = keyAt + idleMs - performance.now();
    if (wait > 0 && keyAt > 0) return setTimeout(ready, wait, id);
    if (download(id)?.state === 'awaiting_confirmation' && !document.querySelector('dialog[open]')) open(id);
  }

  return { open, ready };
}
