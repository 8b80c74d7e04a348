// A browser opens six connections to a host (HTTP/1.1), and every tab that listens to the server holds one of them.
// So of the tabs that are out of sight only the one shown last goes on listening; the others stand aside.

import { keep, recall, watchKept } from '../ui/keep.js';

const me = String(Math.random());
const changes = ['visibilitychange', 'pageshow'];

function note() {
  if (!document.hidden) keep('shown', me);
}
note();
for (const name of changes) addEventListener(name, note);

export const isAside = () => document.hidden && recall('shown') !== me;

/** Calls `changed` whenever this tab may have come into sight, gone out of it, or given way to another. */
export function watchSight(changed) {
  for (const name of changes) addEventListener(name, changed);
  watchKept('shown', changed);
}
