// Plays tracks: controls the audio element, and keeps the player store up to date with it.

import * as api from '../api.js';
import { neighbour, remembered, restored } from '../state/player-store.js';
import { $ } from '../ui/dom.js';
import { store, stored } from '../ui/storage.js';
import { toast } from '../ui/toast.js';

const storeEveryMs = 2000;
const beginningSeconds = 3; // "previous" goes to the track before within this time, later to the beginning

/** @param {{player: object, library: object, fetcher: object}} parts fetcher: see library.js */
export function createPlayer({ player, library, fetcher }) {
  const audio = $('#player audio');
  let wanted = 0; // where to begin, in seconds, once the length is known
  let storedAt = 0;

  function choose(track, { position = 0, queue = library.state.tracks } = {}) {
    wanted = position;
    player.dispatch({ type: 'chosen', track, queue, position });
    audio.src = api.streamUrl(track.id);
  }

  const start = () => audio.play().catch((error) => {
    // Another track was chosen in the meantime, or the browser requires a gesture first.
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
    updatePosition();
  });
  for (const name of ['timeupdate', 'seeking', 'durationchange']) on(name, updatePosition);
  on('ended', () => {
    if (neighbour(player.state, library.state.tracks, 1)) step(1);
  });
  on('error', () => {
    if (!audio.getAttribute('src')) return;
    player.dispatch({ type: 'paused' });
    toast('This track cannot be played.');
  });

  function updatePosition() {
    if (wanted > 0) return; // the audio is not at the wanted position yet
    player.dispatch({ type: 'moved', position: audio.currentTime, duration: audio.duration });
    if (performance.now() - storedAt > storeEveryMs) remember();
  }

  function remember() {
    storedAt = performance.now();
    if (hasResumed) store('player', JSON.stringify(remembered(player.state)));
  }
  addEventListener('pagehide', remember);

  let hasResumed = false;

  /** Shows the track and position of the last visit, without playing it. */
  async function resume() {
    const { trackId, position, volume, isMuted } = restored(stored('player'));
    setVolume(volume, isMuted);
    if (trackId && !player.state.track) {
      try {
        const track = await api.track(trackId);
        if (!player.state.track) choose(track, { position });
      } catch {
        // It is no longer in the library.
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
