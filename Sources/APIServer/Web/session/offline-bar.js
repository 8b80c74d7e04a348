// Shows that the connection is lost, and since when, until it is back.

import { $ } from '../ui/dom.js';
import { announce } from '../ui/status.js';

const graceMs = 1200; // a short interruption, such as a restart, is not shown
let since = null;
let grace;

export function connectionLost() {
  if (since) return;
  since = new Date();
  grace = setTimeout(() => {
    const time = since.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
    $('#offline').textContent = `No connection since ${time}. Trying again …`;
    $('#offline').hidden = false;
    announce('Connection lost.');
  }, graceMs);
}

export function connectionBack() {
  clearTimeout(grace);
  since = null;
  if ($('#offline').hidden) return;
  $('#offline').hidden = true;
  announce('Connected again.');
}
