// What the page knows, and how each thing that happens changes it. Pure: no DOM, no network, no clock.

/** `user` is undefined until the server was asked, null when nobody is signed in. */
export const initial = { user: undefined, isConnected: true, downloads: new Map() };

export function reduce(state, action) {
  switch (action.type) {
    case 'session':
      return { ...initial, user: action.user };
    case 'connection':
      return { ...state, isConnected: action.isConnected };
    case 'snapshot':
      return { ...state, downloads: new Map(action.downloads.map((each) => [each.id, each])) };
    case 'download':
      return isNews(state, action.download) ? withDownload(state, action.download) : state;
    case 'progress': {
      const known = state.downloads.get(action.progress.id);
      return known?.state === 'downloading'
        ? withDownload(state, { ...known, ...action.progress })
        : state;
    }
    default:
      return state;
  }
}

// Answers and events overtake each other; the higher version is the later truth.
function isNews(state, download) {
  const known = state.downloads.get(download.id);
  return !known || known.version <= download.version;
}

function withDownload(state, download) {
  return { ...state, downloads: new Map(state.downloads).set(download.id, download) };
}

export const newestFirst = (state) =>
  [...state.downloads.values()].sort((one, other) => other.createdAt.localeCompare(one.createdAt));

export const isWaiting = (download) => download.state === 'awaiting_confirmation';

export const isRunning = (download) => ['queued', 'downloading'].includes(download.state);

export const canCancel = (download) => isRunning(download) || isWaiting(download);

/** From the moment the site's metadata is known, long before the audio has arrived. */
export const canReview = (download) =>
  canCancel(download) && (isWaiting(download) || download.suggested.title !== null);

export const canRetry = (download) => ['failed', 'cancelled', 'expired'].includes(download.state);

/** The value a field has so far: what was typed, even if it was cleared, else the suggestion. */
export const field = (download, name) =>
  name in download.draft ? download.draft[name] : (download.suggested[name] ?? null);
