// The right side: running downloads, those waiting for review, the queue, failed and earlier ones.

import { withStatus } from '../state/download-store.js';
import { shortened } from '../state/links.js';
import { $, copyOf, reconcile, setText } from '../ui/dom.js';
import { store, stored } from '../ui/storage.js';
import { createDownloadRow, fillDownloadRow } from './download-row.js';

const tickMs = 1000;
const maximumPast = 20;
const maximumDismissed = 200;

/**
 * @param {{downloads: object, next: object}} parts the store of downloads, and the links that are up next
 * @param {Record<'review'|'again'|'copy'|'cancel', (id: string) => unknown>} actions again: returns whether it was started
 */
export function createSidebar({ downloads, next }, actions) {
  let dismissed = (stored('dismissed') ?? '').split(' ').filter(Boolean);

  function dismiss(id) {
    dismissed = [...dismissed, id].slice(-maximumDismissed);
    store('dismissed', dismissed.join(' '));
    render(downloads.state);
  }

  const rowActions = {
    ...actions, dismiss,
    // The new download has its own row.
    again: async (id) => { if (await actions.again(id)) dismiss(id); },
  };

  function render(state, now = Date.now()) {
    const failed = withStatus(state, 'failed').filter(({ download }) => !dismissed.includes(download.id));
    const waiting = withStatus(state, 'awaiting_confirmation');
    const running = withStatus(state, 'downloading');
    const past = withStatus(state, 'idle').slice(0, maximumPast);
    fill('#running', running, now);
    fill('#waiting', waiting, now);
    fill('#failed', failed, now);
    fill('#past', past, now);
    setText($('#waiting-title'), `Waiting for you (${waiting.length})`);
    $('#downloads-empty').hidden = running.length + waiting.length + failed.length + past.length > 0;
    setText($('.sheet-summary'), summary(running.length, waiting.length, failed.length));
    $('#sheet-handle').classList.toggle('is-asking', waiting.length > 0);
    document.title = waiting.length ? `(${waiting.length}) Tonearm` : 'Tonearm';
  }

  function fill(section, entries, now) {
    $(section).hidden = entries.length === 0;
    reconcile($(`${section} ul`), entries, {
      key: ({ download }) => download.id,
      make: (entry) => createDownloadRow(entry, rowActions),
      update: (row, entry) => fillDownloadRow(row, entry, now),
    });
  }

  downloads.watch((state) => render(state));
  // No events come while a site is silent, but the texts have to change anyway.
  setInterval(() => {
    if (withStatus(downloads.state, 'downloading').length) render(downloads.state);
  }, tickMs);

  next.watch((links) => {
    $('#next').hidden = links.length === 0;
    reconcile($('#next ul'), links, {
      key: ({ key }) => key,
      make({ key, url }) {
        const row = copyOf('next-row');
        setText($('span', row), shortened(url));
        $('button', row).addEventListener('click', () => next.remove(key));
        return row;
      },
      update() {},
    });
  });
}

function summary(running, waiting, failed) {
  const parts = [
    running && `${running} running`, waiting && `${waiting} waiting for you`, failed && `${failed} failed`,
  ].filter(Boolean);
  return parts.join(' · ') || 'No downloads';
}
