// The one live region: it speaks changes to those who do not see them.

import { $ } from './dom.js';

const settleMs = 60;
const region = $('#status');
let pending;

export function announce(text) {
  moveToVoice();
  region.textContent = '';
  clearTimeout(pending);
  pending = setTimeout(() => { region.textContent = text; }, settleMs);
}

// Outside an open dialog everything is inert, within a closed one everything is hidden, and so would be the voice.
function moveToVoice() {
  const home = $('dialog[open]') ?? document.body;
  if (region.parentElement !== home) home.append(region);
}
document.addEventListener('close', moveToVoice, { capture: true });
