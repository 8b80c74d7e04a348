// Media keys of keyboards, headphones and lock screens.

import { coverUrl } from '../api.js';
import { nameOf } from '../state/words.js';

const jumpSeconds = 10;

export function listenForMediaKeys({ player }, { toggle, step, seek, seekBy }) {
  const media = navigator.mediaSession;
  if (!media) return;
  const handlers = {
    play: toggle, pause: toggle,
    previoustrack: () => step(-1), nexttrack: () => step(1),
    seekbackward: ({ seekOffset }) => seekBy(-(seekOffset ?? jumpSeconds)),
    seekforward: ({ seekOffset }) => seekBy(seekOffset ?? jumpSeconds),
    seekto: ({ seekTime }) => seek(seekTime),
  };
  for (const [name, handler] of Object.entries(handlers)) {
    try {
      media.setActionHandler(name, handler);
    } catch {
      // The browser does not support this action.
    }
  }
  player.watch((state, before) => {
    if (state.track !== before.track) media.metadata = state.track && describe(state.track);
    media.playbackState = state.track ? (state.isPlaying ? 'playing' : 'paused') : 'none';
    if (state.duration > 0 && state.position <= state.duration) {
      media.setPositionState?.({ duration: state.duration, position: state.position, playbackRate: 1 });
    }
  });
}

function describe(track) {
  const cover = coverUrl(track, 'large');
  return new MediaMetadata({
    title: nameOf(track), artist: track.artist ?? '', album: track.album ?? '',
    artwork: cover ? [{ src: new URL(cover, location.href).href }] : [],
  });
}
