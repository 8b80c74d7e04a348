// The part of the catalogue that is on the page. Pure: no DOM, no network, no clock.

/**
 * @typedef {'loading' | 'ready' | 'unavailable' | 'failed'} Status unavailable: the server has no catalogue
 * @typedef {{query: string, sort: string, order: 'asc' | 'desc'}} View
 * @typedef {{status: Status, view: View, round: number, tracks: object[], total: number,
 *   cursor: string | null}} State round: the number of the current list; responses for older ones are dropped
 */

/** The default order of each sort; the first is the default sort. */
export const sorts = { addedAt: 'desc', title: 'asc', artist: 'asc', album: 'asc', durationSeconds: 'asc' };

/** @type {State} */
export const initial = {
  status: 'loading', view: { query: '', sort: 'addedAt', order: 'desc' }, round: 0,
  tracks: [], total: 0, cursor: null,
};

/** @param {State} state @returns {State} */
export function reduce(state, action) {
  switch (action.type) {
    // The old list stays until the first page of the new one is there, so that the list is not empty in between.
    case 'asked': return { ...state, view: action.view, round: state.round + 1, cursor: null };
    case 'refused':
      return action.round === state.round
        ? { ...state, ...(action.status === 'unavailable' && nothing), status: action.status } : state;
    case 'listed': return action.round === state.round ? listed(state, action, []) : state;
    case 'continued':
      return action.round === state.round ? listed(state, action, state.tracks) : state;
    case 'track_added': return added(state, action.track);
    case 'track_updated': return updated(state, action.track);
    case 'track_removed': return removed(state, action.id);
    default: return state;
  }
}

const nothing = { tracks: [], total: 0, cursor: null };

function listed(state, { tracks, nextCursor, total }, before) {
  const known = new Set(before.map(({ id }) => id));
  const all = before.concat(tracks.filter(({ id }) => !known.has(id)));
  // A complete list is its own count.
  return {
    ...state, status: 'ready', tracks: all, cursor: nextCursor,
    total: nextCursor === null ? all.length : Math.max(total, all.length),
  };
}

/** Whether the position of a new track is known; otherwise the list has to be fetched again. */
export const canPlace = ({ view }) =>
  view.query === '' && view.sort === 'addedAt' && view.order === 'desc';

function added(state, track) {
  if (state.status !== 'ready' || state.tracks.some(({ id }) => id === track.id)) {
    return updated(state, track);
  }
  if (!canPlace(state)) return state;
  const found = state.tracks.findIndex(({ addedAt }) => addedAt <= track.addedAt);
  const total = state.total + 1;
  if (found < 0 && state.cursor !== null) return { ...state, total };
  const index = found < 0 ? state.tracks.length : found;
  const tracks = [...state.tracks.slice(0, index), track, ...state.tracks.slice(index)];
  return { ...state, tracks, total };
}

function updated(state, track) {
  const index = state.tracks.findIndex(({ id }) => id === track.id);
  if (index < 0) return state;
  const tracks = [...state.tracks];
  tracks[index] = track;
  return { ...state, tracks };
}

function removed(state, id) {
  const tracks = state.tracks.filter((track) => track.id !== id);
  if (tracks.length === state.tracks.length) return state;
  return { ...state, tracks, total: state.total - 1 };
}
