// The warning that this track may be in the library already.

import * as api from '../api.js';
import { clock, nameOf } from '../state/words.js';
import { $, setText } from '../ui/dom.js';

let shownId = null;
let existing = null;

/** @param {string | null} id of the existing track */
export async function showDuplicate(id, playTrack) {
  const box = $('#track-dialog .duplicate');
  if (!id) {
    shownId = null;
    box.hidden = true;
    return;
  }
  box.hidden = false;
  if (shownId === id) return;
  shownId = id;
  existing = null;
  setText($('span', box), '');
  $('button', box).hidden = true;
  $('button', box).onclick = () => playTrack(existing);
  const track = await api.track(id).catch(() => null); // it may be gone by now; then only the warning is shown
  if (shownId !== id || !track) return;
  existing = track;
  const parts = [track.artist, nameOf(track), track.album, clock(track.durationSeconds)];
  setText($('span', box), parts.filter(Boolean).join(' · '));
  $('button', box).hidden = false;
}
