// The bar at the bottom: shows the player store, and calls the actions.

import { coverUrl } from '../api.js';
import { bylineOf, clock, nameOf } from '../state/words.js';
import { $, setCover, setGlyph, setSlider, setText } from '../ui/dom.js';

export function createPlayerView({ player }, { toggle, step, seek, setVolume }) {
  const bar = $('#player');
  const [position, volume] = [$('.seek .slider', bar), $('.loudness .slider', bar)];
  let isDragging = false;

  $('.toggle', bar).addEventListener('click', toggle);
  $('.previous', bar).addEventListener('click', () => step(-1));
  $('.next', bar).addEventListener('click', () => step(1));
  $('.mute', bar).addEventListener('click', () => setVolume(player.state.volume, !player.state.isMuted));
  volume.addEventListener('input', () => setVolume(Number(volume.value) / 100, false));
  position.addEventListener('input', () => { isDragging = true; showPosition(Number(position.value)); });
  position.addEventListener('change', () => { isDragging = false; seek(Number(position.value)); });

  function showPosition(seconds) {
    const { duration } = player.state;
    setSlider(position, Math.min(seconds, duration), duration);
    position.setAttribute('aria-valuetext', `${clock(seconds)} of ${clock(duration)}`);
    setText($('.elapsed', bar), clock(seconds));
    setText($('.total', bar), clock(duration));
    bar.style.setProperty('--played', `${duration > 0 ? (100 * seconds) / duration : 0}%`);
  }

  player.watch((state, before) => {
    if (!isDragging) showPosition(state.position);
    if (state.track !== before.track) showTrack(bar, state.track);
    const glyph = state.isPlaying ? 'pause' : 'play';
    setGlyph($('.toggle', bar), glyph);
    $('.toggle', bar).setAttribute('aria-label', state.isPlaying ? 'Pause' : 'Play');
    bar.classList.toggle('is-waiting', state.isWaiting && state.isPlaying);
    const loudness = state.isMuted ? 0 : state.volume;
    setSlider(volume, Math.round(loudness * 100), 100);
    setGlyph($('.mute', bar), loudness === 0 ? 'muted' : 'volume');
    $('.mute', bar).setAttribute('aria-pressed', state.isMuted);
  });
}

function showTrack(bar, track) {
  bar.hidden = !track;
  document.body.classList.toggle('has-player', track !== null);
  if (!track) return;
  setText($('.now-title', bar), nameOf(track));
  setText($('.now-byline', bar), bylineOf(track));
  setCover($('.now .cover', bar), coverUrl(track, 'small'));
}
