// Fetches the catalogue page by page, as far as it is looked at, and keeps it true to the server's.

import * as api from '../api.js';

const firstPage = 100; // small, so that something is there at once
const page = 500;
const ahead = 200;
const calmMs = 400;

/** @param {ReturnType<import('../state/store.js').createStore>} store of the library */
export function createLibrary(store) {
  let asking = new AbortController();
  let isFetching = false;
  let reloading;
  let target = 0;

  /** Shows another list; what is on its way for the old one is dropped. */
  function open(view) {
    clearTimeout(reloading);
    asking.abort();
    asking = new AbortController();
    store.dispatch({ type: 'asked', view });
    target = 0;
    return fetchPage('listed', firstPage);
  }

  /** Fetches on until the item at `index` is here, and somewhat more. */
  function reach(index) {
    target = Math.max(target, index);
    if (!isFetching && needsMore()) fetchPage('continued', page);
  }

  const needsMore = ({ tracks, cursor, status } = store.state) =>
    status === 'ready' && cursor !== null && tracks.length < target + ahead;

  async function fetchPage(type, limit) {
    const { view, round, cursor } = store.state;
    const { signal } = asking;
    isFetching = true;
    let isDone = false;
    try {
      const answer = await api.tracks(view, limit, type === 'listed' ? null : cursor, signal);
      store.dispatch({ type, round, ...answer });
      isDone = true;
    } catch (error) {
      if (!signal.aborted) store.dispatch({ type: 'refused', round, status: meaning(error) });
    }
    if (signal.aborted) return;
    isFetching = false;
    if (isDone && needsMore()) fetchPage('continued', page);
  }

  /** Fetches the same list again, as far as it was here, and shows it in one go. */
  function reload() {
    clearTimeout(reloading);
    reloading = setTimeout(async () => {
      const { view, round, tracks: before, status } = store.state;
      if (status !== 'ready') return open(view);
      const { signal } = asking;
      try {
        const tracks = [];
        let answer = { nextCursor: null };
        do {
          answer = await api.tracks(view, page, answer.nextCursor, signal);
          tracks.push(...answer.tracks);
        } while (answer.nextCursor !== null && tracks.length < before.length);
        store.dispatch({ type: 'listed', round, ...answer, tracks });
      } catch {
        // The connection is watched elsewhere, and after it is back comes the next reload.
      }
    }, calmMs);
  }

  return { open, reach, reload, retry: () => open(store.state.view) };
}

const meaning = ({ status, code }) =>
  status === 404 || code === 'catalogue_unavailable' ? 'unavailable' : 'failed';
