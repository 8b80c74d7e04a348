// Puts the state on the page. Text from sites only ever becomes textContent.

import { canCancel, canRetry, canReview, field, isRunning, newestFirst } from './state.js';
import { phase, title } from './words.js';

const $ = (selector, within = document) => within.querySelector(selector);
const rows = new Map();
let silence;

/** `actions` has review, cancel and again, each called with a download. */
export function render(state, actions) {
  $('#sign-in').hidden = state.user !== null;
  $('#account').hidden = $('#downloads').hidden = !state.user;
  $('#user').textContent = state.user ?? '';
  $('#offline').hidden = state.isConnected;
  $('#empty').hidden = state.downloads.size > 0;
  renderList(newestFirst(state), actions);
}

/** Speaks a change to those who cannot see it, and shows it for a moment. */
export function announce(text) {
  $('#status').textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => { $('#status').textContent = ''; }, 6000);
}

export function showCover(container, download) {
  const image = $('img.cover', container);
  image.hidden = !download.coverUrl;
  $('.cover.none', container).hidden = !image.hidden;
  if (download.coverUrl && image.getAttribute('src') !== download.coverUrl) {
    image.src = download.coverUrl;
  }
}

// Rows are kept and moved, not made anew: a button keeps its focus while its row changes.
function renderList(downloads, actions) {
  const list = $('#list');
  for (const [id, row] of rows) {
    if (!downloads.some((download) => download.id === id)) {
      row.remove();
      rows.delete(id);
    }
  }
  downloads.forEach((download, index) => {
    if (!rows.has(download.id)) rows.set(download.id, makeRow(download.id, actions));
    const row = rows.get(download.id);
    update(row, download);
    if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
  });
}

function makeRow(id, actions) {
  const row = $('#row').content.firstElementChild.cloneNode(true);
  for (const name of ['review', 'again', 'cancel']) {
    $(`.${name}`, row).addEventListener('click', () => actions[name](id));
  }
  return row;
}

function update(row, download) {
  row.dataset.state = download.state;
  showCover(row, download);
  $('.title', row).textContent = title(download);
  $('.artist', row).textContent = field(download, 'artist') ?? '';
  $('.phase', row).textContent = phase(download);
  updateBar($('progress', row), download);

  $('.review', row).hidden = !canReview(download);
  $('.again', row).hidden = !canRetry(download);
  $('.cancel', row).hidden = !canCancel(download);
  $('.cancel', row).textContent = isRunning(download) ? 'Cancel' : 'Discard';

  $('details', row).hidden = !download.failure?.detail;
  $('pre', row).textContent = download.failure?.detail ?? '';
}

function updateBar(bar, download) {
  bar.hidden = !isRunning(download);
  bar.setAttribute('aria-label', phase(download));
  if (download.percent === null) bar.removeAttribute('value');
  else bar.value = download.percent;
}
