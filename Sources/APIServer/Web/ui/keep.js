// What this browser, or this tab of it, remembers. Where nothing may be kept, nothing is, and all else works.

const name = (key) => `tonearm.${key}`;
const places = { browser: () => localStorage, tab: () => sessionStorage };

/** @returns {string | null} */
export function recall(key, place = 'browser') {
  try {
    return places[place]().getItem(name(key));
  } catch {
    return null;
  }
}

/** Keeps `text`; null forgets. */
export function keep(key, text, place = 'browser') {
  try {
    if (text === null) places[place]().removeItem(name(key));
    else places[place]().setItem(name(key), text);
  } catch {
    // A full or forbidden storage: forgetting is all right.
  }
}

/** Calls `changed` when another tab keeps something else under `key`. */
export function watchKept(key, changed) {
  addEventListener('storage', (event) => { if (event.key === name(key)) changed(event.newValue); });
}
