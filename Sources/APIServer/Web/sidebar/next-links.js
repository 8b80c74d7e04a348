// The queue of links that start when the running download is done. It survives a reload, and all tabs share it.

import * as api from '../api.js';
import { blocking } from '../state/download-store.js';
import { added, removed, restored } from '../state/up-next.js';
import { store, stored, watchStored } from '../ui/storage.js';
import { toast } from '../ui/toast.js';

const retryMs = 15_000;

/** @typedef {ReturnType<typeof createNextLinks>} NextLinks */

export function createNextLinks(downloads) {
  let links = [];
  let isStarting = false;
  let again;
  const watchers = [];

  function show(changed) {
    links = changed;
    for (const watcher of watchers) watcher(links);
  }

  function set(changed) {
    store('next', JSON.stringify(changed));
    show(changed);
  }

  // Two tabs may start the same link at the same time; because of its key the server starts it only once.
  async function startNext() {
    const [link] = links;
    if (!link || isStarting || !downloads.state.isKnown || blocking(downloads.state, Date.now())) return;
    isStarting = true;
    clearTimeout(again);
    try {
      await api.submit(link.url, link.key);
      set(removed(links, link.key));
    } catch (error) {
      if ([0, 429, 503].includes(error.status)) again = setTimeout(startNext, retryMs);
      else {
        set(removed(links, link.key));
        toast(`${link.url}: ${error.message}`);
      }
    } finally {
      isStarting = false;
    }
  }

  downloads.watch(startNext);
  watchStored('next', (text) => show(restored(text)));

  return {
    add(url) { set(added(links, { url, key: randomKey() })); startNext(); },
    remove: (key) => set(removed(links, key)),
    watch(watcher) { watchers.push(watcher); },
    restore: () => show(restored(stored('next'))),
  };
}

// crypto.randomUUID is missing over plain http.
const randomKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
