// A browser opens at most six connections to a host (HTTP/1.1), and every tab that listens to the server holds one.
// So of the hidden tabs only the one that was shown last keeps listening; the others are background tabs.

import { store, stored, watchStored } from '../ui/storage.js';

const me = String(Math.random());
const changes = ['visibilitychange', 'pageshow'];

function note() {
  if (!document.hidden) store('shown', me);
}
note();
for (const name of changes) addEventListener(name, note);

export const isBackgroundTab = () => document.hidden && stored('shown') !== me;

/** Calls `changed` whenever {@link isBackgroundTab} may have changed. */
export function watchActiveTab(changed) {
  for (const name of changes) addEventListener(name, changed);
  watchStored('shown', changed);
}
