// The warning that the library seems to have this track already.

import * as api from '../api.js';
import { clock, nameOf } from '../state/words.js';
import { $, setText } from '../ui/dom.js';

let shownId = null;
let existing = null;

/** @param {string | null} id the existing track's */
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
  const track = await api.track(id).catch(() => null); // gone meanwhile: the warning alone must do
  if (shownId !== id || !track) return;
  existing = track;
  const parts = [track.artist, nameOf(track), track.album, clock(track.durationSeconds)];
  setText($('span', box), parts.filter(Boolean).join(' · '));
  $('button', box).hidden = false;
}
