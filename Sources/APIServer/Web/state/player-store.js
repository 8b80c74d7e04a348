// The track that is played. Pure: no DOM, no audio, no clock.

/**
 * @typedef {{track: object | null, queue: object[], isPlaying: boolean, isWaiting: boolean,
 *   position: number, duration: number, volume: number, isMuted: boolean}} State
 *   queue: the list as it was when the track was chosen; position, duration: seconds; volume: 0–1
 */

/** @type {State} */
export const initial = {
  track: null, queue: [], isPlaying: false, isWaiting: false, position: 0, duration: 0, volume: 1,
  isMuted: false,
};

/** @param {State} state @returns {State} */
export function reduce(state, action) {
  switch (action.type) {
    case 'chosen':
      return {
        ...state, track: action.track, queue: action.queue ?? state.queue, isWaiting: false,
        position: action.position ?? 0, duration: action.track.durationSeconds ?? 0,
      };
    case 'playing': return { ...state, isPlaying: true, isWaiting: false };
    case 'paused': return { ...state, isPlaying: false, isWaiting: false };
    case 'waiting': return { ...state, isWaiting: true };
    case 'moved':
      return {
        ...state, position: action.position,
        duration: Number.isFinite(action.duration) ? action.duration : state.duration,
      };
    case 'volume': return { ...state, volume: clamp(action.volume), isMuted: action.isMuted };
    case 'track_updated':
      return state.track?.id === action.track.id ? { ...state, track: action.track } : state;
    case 'track_removed':
      return state.track?.id === action.id ? { ...state, ...silence } : state;
    default: return state;
  }
}

const silence = { track: null, isPlaying: false, isWaiting: false, position: 0, duration: 0 };
const clamp = (volume) => Math.min(1, Math.max(0, Number.isFinite(volume) ? volume : 1));

/** The track `step` places further in the list on the page, or else in the queue; null at the ends. */
export function neighbour({ track, queue }, list, step) {
  for (const tracks of [list, queue]) {
    const index = tracks.findIndex(({ id }) => id === track?.id);
    if (index >= 0) return tracks[index + step] ?? null;
  }
  return null;
}

/** What survives a reload. */
export const remembered = ({ track, position, volume, isMuted }) =>
  ({ trackId: track?.id ?? null, position, volume, isMuted });

/** Reads what the browser has stored; wrong values are ignored. */
export function restored(text) {
  let kept = {};
  try {
    kept = JSON.parse(text ?? '{}') ?? {};
  } catch {
    // Not ours: ignored.
  }
  return {
    trackId: typeof kept.trackId === 'string' ? kept.trackId : null,
    position: Number.isFinite(kept.position) ? Math.max(0, kept.position) : 0,
    volume: clamp(kept.volume),
    isMuted: kept.isMuted === true,
  };
}
