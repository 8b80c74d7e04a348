// What this browser, or this tab of it, remembers. Where the browser allows no storage, nothing is remembered, and
// everything else works.

const name = (key) => `tonearm.${key}`;
const places = { browser: () => localStorage, tab: () => sessionStorage };

/** @returns {string | null} */
export function stored(key, place = 'browser') {
  try {
    return places[place]().getItem(name(key));
  } catch {
    return null;
  }
}

/** Stores `text`; null forgets. */
export function store(key, text, place = 'browser') {
  try {
    if (text === null) places[place]().removeItem(name(key));
    else places[place]().setItem(name(key), text);
  } catch {
    // A full or forbidden storage: then nothing is remembered.
  }
}

/** Calls `changed` when another tab stores another text under `key`. */
export function watchStored(key, changed) {
  addEventListener('storage', (event) => { if (event.key === name(key)) changed(event.newValue); });
}
