// Short messages at the edge of the page, some with an action such as Undo.

import { $, copyOf } from './dom.js';
import { announce } from './status.js';

const shownMs = 7000;
const maximum = 3;

/** @param {string} text @param {{label: string, run: () => void}} [action] */
export function toast(text, action) {
  const element = copyOf('toast');
  $('p', element).textContent = text;
  const [doIt, close] = element.querySelectorAll('button');
  const remove = () => element.remove();
  close.addEventListener('click', remove);
  if (action) {
    doIt.hidden = false;
    doIt.textContent = action.label;
    doIt.addEventListener('click', () => { remove(); action.run(); });
  }
  removeLater(element, remove);
  $('#toasts').append(element);
  while ($('#toasts').children.length > maximum) $('#toasts').firstElementChild.remove();
  announce(action ? `${text} ${action.label} is available.` : text);
}

/** Removes a message after a while, but not while the pointer or the focus is on it. */
function removeLater(element, remove) {
  let timer;
  const start = () => { clearTimeout(timer); timer = setTimeout(remove, shownMs); };
  const stop = () => clearTimeout(timer);
  for (const name of ['pointerenter', 'focusin']) element.addEventListener(name, stop);
  for (const name of ['pointerleave', 'focusout']) element.addEventListener(name, start);
  start();
}
