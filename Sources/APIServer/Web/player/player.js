// Plays tracks: what the audio element does becomes state, and what people want becomes calls on it.

import * as api from '../api.js';
import { neighbour, remembered, restored } from '../state/player-store.js';
import { $ } from '../ui/dom.js';
import { store, stored } from '../ui/storage.js';
import { toast } from '../ui/toast.js';

const keepEveryMs = 2000;
const beginningSeconds = 3; // "previous" within it goes to the track before, later to the beginning

/** @param {{player: object, library: object, fetcher: object}} parts the stores, and what fetches the list on */
export function createPlayer({ player, library, fetcher }) {
  const audio = $('#player audio');
  let wanted = 0; // seconds to begin at, once the length is known
  let keptAt = 0;

  function choose(track, { position = 0, queue = library.state.tracks } = {}) {
    wanted = position;
    player.dispatch({ type: 'chosen', track, queue, position });
    audio.src = api.streamUrl(track.id);
  }

  const start = () => audio.play().catch((error) => {
    // Another track was chosen meanwhile, or the browser wants a gesture first.
    if (!['AbortError', 'NotAllowedError', 'NotSupportedError'].includes(error.name)) throw error;
  });

  function play(track) {
    if (track.id === player.state.track?.id) return toggle();
    choose(track);
    start();
  }

  const toggle = () => (audio.paused ? player.state.track && start() : audio.pause());

  function step(direction) {
    if (direction < 0 && audio.currentTime > beginningSeconds) return seek(0);
    const next = neighbour(player.state, library.state.tracks, direction);
    if (!next) return seek(0);
    choose(next);
    start();
    const index = library.state.tracks.indexOf(next);
    if (index >= 0) fetcher.reach(index + 1);
  }

  const seek = (seconds) => {
    if (!player.state.track) return;
    audio.currentTime = Math.min(Math.max(0, seconds), player.state.duration || seconds);
  };

  function setVolume(volume, isMuted) {
    audio.volume = volume;
    audio.muted = isMuted;
  }

  const on = (name, listener) => audio.addEventListener(name, listener);
  on('playing', () => player.dispatch({ type: 'playing' }));
  on('play', () => player.dispatch({ type: 'playing' }));
  on('pause', () => { player.dispatch({ type: 'paused' }); remember(); });
  on('waiting', () => player.dispatch({ type: 'waiting' }));
  on('volumechange', () => {
    player.dispatch({ type: 'volume', volume: audio.volume, isMuted: audio.muted });
    remember();
  });
  on('loadedmetadata', () => {
    if (wanted > 0 && wanted < audio.duration) audio.currentTime = wanted;
    wanted = 0;
    tellPosition();
  });
  for (const name of ['timeupdate', 'seeking', 'durationchange']) on(name, tellPosition);
  on('ended', () => {
    if (neighbour(player.state, library.state.tracks, 1)) step(1);
  });
  on('error', () => {
    if (!audio.getAttribute('src')) return;
    player.dispatch({ type: 'paused' });
    toast('This track cannot be played.');
  });

  function tellPosition() {
    if (wanted > 0) return; // it is where it is said to be, and not there yet
    player.dispatch({ type: 'moved', position: audio.currentTime, duration: audio.duration });
    if (performance.now() - keptAt > keepEveryMs) remember();
  }

  function remember() {
    keptAt = performance.now();
    if (hasResumed) store('player', JSON.stringify(remembered(player.state)));
  }
  addEventListener('pagehide', remember);

  let hasResumed = false;

  /** Where the last visit stopped: the same track at the same place, silent until asked. */
  async function resume() {
    const { trackId, position, volume, isMuted } = restored(stored('player'));
    setVolume(volume, isMuted);
    if (trackId && !player.state.track) {
      try {
        const track = await api.track(trackId);
        if (!player.state.track) choose(track, { position });
      } catch {
        // It is not in the library any more: nothing to go on with.
      }
    }
    hasResumed = true;
  }

  function stop() {
    audio.pause();
    audio.removeAttribute('src');
    audio.load();
  }

  player.watch((state, before) => { if (before.track && !state.track) stop(); });
  return { play, toggle, step, seek, setVolume, resume, seekBy: (by) => seek(audio.currentTime + by) };
}
