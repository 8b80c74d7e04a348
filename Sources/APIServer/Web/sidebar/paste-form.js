// Where links are pasted. Pasting starts nothing by itself; Enter does.

import * as api from '../api.js';
import { blocking } from '../state/download-store.js';
import { linkIn, problemWith } from '../state/links.js';
import { phaseOf, titleOf } from '../state/words.js';
import { $, isTyping, setText } from '../ui/dom.js';
import { announce } from '../ui/status.js';

/** @param {{downloads: object, next: import('./next-links.js').NextLinks}} parts */
export function createPasteForm({ downloads, next }, { started }) {
  const form = $('#paste');
  const field = form.elements.url;
  const button = $('.primary', form);
  const busy = $('#busy');

  const say = (sentence) => {
    setText($('#paste-problem'), sentence ?? '');
    field.setAttribute('aria-invalid', Boolean(sentence));
  };

  function offerLater(entry) {
    const { download } = entry;
    const isRunning = entry.status === 'downloading';
    setText($('p', busy), isRunning
      ? `“${titleOf(download)}”: ${phaseOf(download)}. Add this link to the queue?`
      : `“${titleOf(download)}” waits for your review. Add this link to the queue?`);
    busy.hidden = false;
    $('.later', busy).focus();
    announce($('p', busy).textContent);
  }

  function clear() {
    field.value = '';
    busy.hidden = true;
    say(null);
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const url = field.value.trim();
    say(problemWith(url));
    if (problemWith(url)) return field.focus();
    const active = blocking(downloads.state, Date.now());
    if (active) return offerLater(active);
    button.disabled = true;
    try {
      await api.submit(url);
      clear();
      started();
    } catch (error) {
      const other = downloads.state.entries.get(error.answer?.activeDownloadId);
      if (other) offerLater(other);
      else say(error.message);
    } finally {
      button.disabled = false;
    }
  });

  $('.later', busy).addEventListener('click', () => {
    next.add(field.value.trim());
    clear();
    field.focus();
    announce('Added to the queue.');
  });
  $('.never', busy).addEventListener('click', () => { busy.hidden = true; field.focus(); });
  field.addEventListener('input', () => { busy.hidden = true; say(null); });
  downloads.watch((state) => { if (!busy.hidden && !blocking(state, Date.now())) busy.hidden = true; });

  // A link that is pasted or dropped anywhere lands in the field.
  function take(text, event) {
    const link = linkIn(text);
    if (!link || $('dialog[open]') || $('#app').hidden) return;
    event.preventDefault();
    field.value = link;
    field.dispatchEvent(new Event('input'));
    field.focus();
  }
  document.addEventListener('paste', (event) => {
    if (!isTyping(event.target)) take(event.clipboardData?.getData('text'), event);
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    take(event.dataTransfer?.getData('text'), event);
  });

  takeShared(field);
  return { focus() { field.focus(); field.select(); } };
}

/** A link handed over by a share target or the bookmarklet. It is kept in the field, not in the address. */
function takeShared(field) {
  const shared = new URLSearchParams(location.search);
  const link = linkIn(shared.get('url')) || linkIn(shared.get('text')) || linkIn(shared.get('title'));
  if (!link) return;
  field.value = link;
  history.replaceState(null, '', location.pathname);
}
