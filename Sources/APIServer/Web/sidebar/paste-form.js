// The form for links. Pasting does not start a download; Enter does.

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

  function offerQueue(entry) {
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
    if (active) return offerQueue(active);
    button.disabled = true;
    try {
      await api.submit(url);
      clear();
      started();
    } catch (error) {
      const other = downloads.state.entries.get(error.answer?.activeDownloadId);
      if (other) offerQueue(other);
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

  // A link that is pasted or dropped anywhere on the page goes into the field.
  function fillIn(text, event) {
    const link = linkIn(text);
    if (!link || $('dialog[open]') || $('#app').hidden) return;
    event.preventDefault();
    field.value = link;
    field.dispatchEvent(new Event('input'));
    field.focus();
  }
  document.addEventListener('paste', (event) => {
    if (!isTyping(event.target)) fillIn(event.clipboardData?.getData('text'), event);
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    fillIn(event.dataTransfer?.getData('text'), event);
  });

  fillInShared(field);
  return { focus() { field.focus(); field.select(); } };
}

/** Moves a link from the share target or the bookmarklet out of the address into the field. */
function fillInShared(field) {
  const shared = new URLSearchParams(location.search);
  const link = linkIn(shared.get('url')) || linkIn(shared.get('text')) || linkIn(shared.get('title'));
  if (!link) return;
  field.value = link;
  history.replaceState(null, '', location.pathname);
}
