// All keyboard shortcuts of the page; the help page lists the same ones.

import { isTyping } from './dom.js';

/** @typedef {{keys: string[], does: string, action: string}} Shortcut */

/** @type {Shortcut[]} */
export const shortcuts = [
  { keys: ['Ctrl K', '⌘ K', '/'], does: 'Search', action: 'search' },
  { keys: ['U'], does: 'Paste a link', action: 'paste' },
  { keys: ['R'], does: 'Review the next download', action: 'review' },
  { keys: ['Space'], does: 'Play or pause', action: 'toggle' },
  { keys: ['Shift →', 'Shift ←'], does: 'Next or previous track', action: 'step' },
  { keys: ['→', '←'], does: 'Ten seconds forward or back', action: 'seek' },
  { keys: ['M'], does: 'Mute', action: 'mute' },
  { keys: ['?'], does: 'Open the help page', action: 'help' },
];

/** Keys of the list of tracks and of dialogs. */
export const localShortcuts = [
  { keys: ['↑', '↓', 'Page ↑', 'Page ↓', 'Home', 'End'], does: 'Move through the tracks' },
  { keys: ['Enter'], does: 'Play the track · save in a dialog' },
  { keys: ['E'], does: 'Edit the track' },
  { keys: ['Esc'], does: 'Later: close the dialog and keep your edits' },
];

/** @returns {[string, number] | null} the action a key means, and its direction */
export function actionOf(event) {
  const { key, shiftKey: isShifted } = event;
  if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'k') return ['search', 0];
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return null;
  const isOnControl = event.target.matches?.('button, a, summary, input');
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const direction = key === 'ArrowRight' ? 1 : -1;
    if (isShifted) return ['step', direction];
    return isOnControl ? null : ['seek', direction];
  }
  if (key === ' ') return isOnControl ? null : ['toggle', 0];
  const action = { '/': 'search', u: 'paste', r: 'review', m: 'mute', '?': 'help' }[key.toLowerCase()];
  return action ? [action, 0] : null;
}

/** @param {Record<string, (direction: number) => void>} actions */
export function listenForKeys(actions) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const found = actionOf(event);
    if (!found) return;
    event.preventDefault();
    actions[found[0]](found[1]);
  });
}
