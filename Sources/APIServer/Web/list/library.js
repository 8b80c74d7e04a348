// Fetches the catalogue page by page, as far as the user scrolls, and keeps it up to date.

import * as api from '../api.js';

const firstPage = 100; // small, so that something is shown at once
const page = 500;
const ahead = 200;
const pauseMs = 400;

/** @param {ReturnType<import('../state/store.js').createStore>} store of the library */
export function createLibrary(store) {
  let asking = null; // aborts the request in progress
  let isStale = false;
  let isReloading = false;
  let target = 0; // the last index in sight

  /** Shows another list; the request for the old one is aborted. */
  function open(view) {
    store.dispatch({ type: 'asked', view });
    target = 0;
    return ask('listed', (signal) => api.tracks(view, firstPage, null, signal));
  }

  /** Fetches more pages until the item at `index` is there, and some more items. */
  function reach(index) {
    target = index;
    if (!asking) fetchMore();
  }

  function fetchMore() {
    const { status, view, tracks, cursor } = store.state;
    if (status !== 'ready' || cursor === null || tracks.length >= target + ahead) return;
    ask('continued', (signal) => api.tracks(view, page, cursor, signal));
  }

  async function ask(type, fetch) {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const { round } = store.state;
    let action;
    try {
      action = { type, round, ...(await fetch(mine.signal)) };
    } catch (error) {
      action = { type: 'refused', round, status: statusOf(error) };
    }
    if (asking !== mine) return;
    asking = null;
    store.dispatch(action);
    fetchMore();
  }

  /** Fetches the same list again as far as it is in sight, and once more if asked to again in the meantime. */
  async function reload() {
    isStale = true;
    if (isReloading) return;
    isReloading = true;
    while (isStale) {
      isStale = false;
      await (store.state.status === 'ready' ? ask('listed', again) : open(store.state.view));
      await new Promise((resolve) => { setTimeout(resolve, pauseMs); });
    }
    isReloading = false;
  }

  async function again(signal) {
    const { view, tracks: before, cursor, total } = store.state;
    const tracks = [];
    let answer = { nextCursor: null };
    try {
      do {
        answer = await api.tracks(view, page, answer.nextCursor, signal);
        tracks.push(...answer.tracks);
      } while (answer.nextCursor !== null && tracks.length < Math.min(before.length, target + ahead));
    } catch {
      return { tracks: before, nextCursor: cursor, total }; // the list is reloaded when the connection is back
    }
    return { ...answer, tracks };
  }

  return { open, reach, reload, retry: () => open(store.state.view) };
}

const statusOf = ({ status, code }) =>
  status === 404 || code === 'catalogue_unavailable' ? 'unavailable' : 'failed';
