// The one live region, through which screen readers announce changes.

import { $ } from './dom.js';

const settleMs = 60;
const region = $('#status');
let pending;

export function announce(text) {
  moveRegion();
  region.textContent = '';
  clearTimeout(pending);
  pending = setTimeout(() => { region.textContent = text; }, settleMs);
}

// Everything outside an open dialog is inert, so move the live region into the dialog, and out when it closes.
function moveRegion() {
  const home = $('dialog[open]') ?? document.body;
  if (region.parentElement !== home) home.append(region);
}
document.addEventListener('close', moveRegion, { capture: true });
