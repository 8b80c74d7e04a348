// The downloads according to the event stream. Pure: no DOM, no network, no clock.

/**
 * @typedef {'idle' | 'downloading' | 'awaiting_confirmation' | 'failed'} Status
 * @typedef {{status: Status, download: object, heardAt: number}} Entry heardAt: when it last changed, in ms
 * @typedef {{entries: Map<string, Entry>, isKnown: boolean}} State isKnown: a snapshot has come
 * @typedef {{type: string, data?: object, at?: number}} Event type: the event's name; at: ms
 */

/** @type {State} */
export const initial = { entries: new Map(), isKnown: false };

const statuses = {
  queued: 'downloading',
  downloading: 'downloading',
  finalizing: 'downloading',
  awaiting_confirmation: 'awaiting_confirmation',
  failed: 'failed',
};

/** @returns {Status} */
export const statusOf = (download) => statuses[download.state] ?? 'idle';

/** @param {State} state @param {Event} event @returns {State} */
export function reduce(state, { type, data, at = 0 }) {
  if (type === 'snapshot') {
    const entries = data.downloads.map((download) => [download.id, entry(download, at)]);
    return { entries: new Map(entries), isKnown: true };
  }
  if (type === 'download_progress') return withProgress(state, data, at);
  if (type.startsWith('download_')) return withDownload(state, data, at);
  return state;
}

function withProgress(state, progress, at) {
  const known = state.entries.get(progress.id);
  if (known?.download.state !== 'downloading') return state;
  return put(state, { ...known.download, ...progress }, at);
}

// A replayed event may be older than the snapshot; the higher version is the newer one.
function withDownload(state, data, at) {
  const known = state.entries.get(data.id);
  if (known && known.download.version > data.version) return state;
  // The same picture is at coverUrl, where the browser caches it.
  const { coverDataUrl, ...download } = data;
  return put(state, download, at);
}

function put(state, download, at) {
  return { ...state, entries: new Map(state.entries).set(download.id, entry(download, at)) };
}

const entry = (download, at) => ({ status: statusOf(download), download, heardAt: at });

/** The entries of one status, newest first. @param {State} state @param {Status} status */
export const withStatus = (state, status) =>
  [...state.entries.values()]
    .filter((each) => each.status === status)
    .sort((one, other) => other.download.createdAt.localeCompare(one.download.createdAt));

/** Possible as soon as the site's metadata is known, long before the download is finished. */
export const canReview = (download) =>
  download.state === 'awaiting_confirmation' ||
  (['queued', 'downloading'].includes(download.state) && download.suggested.title !== null);

export const canCancel = (download) =>
  ['queued', 'downloading', 'awaiting_confirmation'].includes(download.state);

export const canRetry = (download) =>
  ['cancelled', 'expired'].includes(download.state) ||
  (download.state === 'failed' && download.failure?.retryable !== false);

/** After this time, a forgotten review does not block other downloads of its user any more (the server's default). */
const forgottenMs = 600_000;

/** The download that blocks the user from starting another one: the running one, else a recent review. */
export function blocking(state, now) {
  const running = withStatus(state, 'downloading')[0];
  const waiting = withStatus(state, 'awaiting_confirmation')
    .find(({ download }) => now - Date.parse(download.updatedAt) < forgottenMs);
  return running ?? waiting ?? null;
}
