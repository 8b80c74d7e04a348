// One row of the list: a track, or the placeholder of one that is not loaded yet.

import { coverUrl } from '../api.js';
import { clock, nameOf } from '../state/words.js';
import { $, copyOf, setCover, setGlyph, setText } from '../ui/dom.js';

export const createRow = () => copyOf('track-row');

/**
 * @param {{index: number, isCurrent: boolean, isPlaying: boolean, isActive: boolean,
 *   isSettled: boolean, isFresh: boolean}} how
 */
export function fillRow(row, track, { index, isCurrent, isPlaying, isActive, isSettled, isFresh }) {
  row.setAttribute('aria-rowindex', index + 1);
  row.classList.toggle('is-empty', !track);
  row.classList.toggle('is-current', isCurrent);
  row.classList.toggle('is-fresh', isFresh);
  row.classList.toggle('is-faulty', track?.status === 'error' || track?.status === 'missing');
  const [play, edit] = [$('.play', row), $('.edit', row)];
  play.disabled = edit.disabled = !track;
  play.tabIndex = edit.tabIndex = isActive ? 0 : -1;
  const title = track ? nameOf(track) : '';
  setText($('.track-title', row), title);
  setText($('.track-artist', row), track ? track.artist || track.path : '');
  setText($('.track-album', row), track?.album ?? '');
  $('.track-of', row).hidden = !track?.album; // for narrow screens, which have no column for it
  setText($('.track-of bdi', row), track?.album ?? '');
  setText($('.track-length', row), clock(track?.durationSeconds));
  row.title = track?.statusDetail ?? '';
  play.setAttribute('aria-label', track ? `${isPlaying ? 'Pause' : 'Play'} ${title}` : 'Loading');
  edit.setAttribute('aria-label', track ? `Edit ${title}` : 'Loading');
  setGlyph($('.state', row), isPlaying ? 'pause' : 'play');
  if (!track || isSettled) setCover(play, track && coverUrl(track, 'small'));
  else if (row.dataset.id !== track.id) setCover(play, null);
  row.dataset.id = track?.id ?? '';
}
