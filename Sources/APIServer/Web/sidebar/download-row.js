// One download in the sidebar.

import { canCancel, canRetry, canReview } from '../state/download-store.js';
import { valueOf } from '../state/fields.js';
import { paceOf, phaseOf, titleOf } from '../state/words.js';
import { $, copyOf, setCover, setText } from '../ui/dom.js';

/** @param {Record<'review'|'again'|'copy'|'cancel'|'dismiss', (id: string) => void>} actions */
export function createDownloadRow({ download }, actions) {
  const row = copyOf('download-row');
  const title = $('.download-title', row);
  title.id = `download-${download.id}`;
  for (const [name, run] of Object.entries(actions)) {
    const button = $(`.${name}`, row);
    button.setAttribute('aria-describedby', title.id);
    button.addEventListener('click', () => run(download.id));
  }
  return row;
}

/** @param {import('../state/download-store.js').Entry} entry @param {number} now ms */
export function fillDownloadRow(row, { status, download, heardAt }, now) {
  row.dataset.state = download.state;
  setCover($('.cover', row), download.coverUrl);
  setText($('.download-title', row), titleOf(download));
  setText($('.download-artist', row), valueOf(download, 'artist') ?? '');
  setText($('.phase', row), phaseOf(download, now - heardAt));
  const pace = [download.confirmed && status === 'downloading' && 'Will be saved', paceOf(download)];
  setText($('.pace', row), pace.filter(Boolean).join(' · '));
  $('.already', row).hidden = !download.duplicateOf || status === 'idle';
  showBar($('progress', row), status, download);

  $('.review', row).hidden = !canReview(download);
  $('.review', row).classList.toggle('primary', status === 'awaiting_confirmation');
  $('.again', row).hidden = !canRetry(download);
  $('.copy', row).hidden = status !== 'failed' || !download.failure?.detail;
  $('.cancel', row).hidden = !canCancel(download);
  $('.dismiss', row).hidden = status !== 'failed';

  $('details', row).hidden = status !== 'failed' || !download.failure?.detail;
  setText($('pre', row), download.failure?.detail ?? '');
}

function showBar(bar, status, { state, percent }) {
  bar.hidden = status !== 'downloading';
  bar.setAttribute('aria-label', 'Progress');
  if (percent === null || state !== 'downloading') bar.removeAttribute('value');
  else bar.value = percent;
}
