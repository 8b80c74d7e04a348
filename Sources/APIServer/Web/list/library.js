// Fetches the catalogue page by page, as far as it is looked at, and keeps it true to the server's.

import * as api from '../api.js';

const firstPage = 100; // small, so that something is there at once
const page = 500;
const ahead = 200;
const calmMs = 400;

/** @param {ReturnType<import('../state/store.js').createStore>} store of the library */
export function createLibrary(store) {
  let asking = null; // what stops the request that is on its way
  let isStale = false;
  let isReloading = false;
  let target = 0; // the last index that is looked at

  /** Shows another list; what is on its way for the old one is dropped. */
  function open(view) {
    store.dispatch({ type: 'asked', view });
    target = 0;
    return ask('listed', (signal) => api.tracks(view, firstPage, null, signal));
  }

  /** Fetches on until the item at `index` is here, and somewhat more. */
  function reach(index) {
    target = index;
    if (!asking) goOn();
  }

  function goOn() {
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
      action = { type: 'refused', round, status: meaning(error) };
    }
    if (asking !== mine) return;
    asking = null;
    store.dispatch(action);
    goOn();
  }

  /** Fetches the same list again, as far as it is looked at; at once, and then once for all that comes meanwhile. */
  async function reload() {
    isStale = true;
    if (isReloading) return;
    isReloading = true;
    while (isStale) {
      isStale = false;
      await (store.state.status === 'ready' ? ask('listed', again) : open(store.state.view));
      await new Promise((resolve) => { setTimeout(resolve, calmMs); });
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
      return { tracks: before, nextCursor: cursor, total }; // with the connection comes the next reload
    }
    return { ...answer, tracks };
  }

  return { open, reach, reload, retry: () => open(store.state.view) };
}

const meaning = ({ status, code }) =>
  status === 404 || code === 'catalogue_unavailable' ? 'unavailable' : 'failed';
