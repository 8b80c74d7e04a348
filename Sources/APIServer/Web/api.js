// Requests to the server. Every failure is an ApiError whose message is a sentence for a person.

const root = '/api/v1';
const json = 'application/json'; // writes without it are refused

export class ApiError extends Error {
  /** @param {number} status 0 where the server cannot be reached */
  constructor(message, status, code, answer) {
    super(message);
    Object.assign(this, { status, code, answer });
  }
}

export const session = () => call('GET', '/auth/session');
export const signIn = (username, password) => send('POST', '/auth/session', { username, password });
export const signOut = () => call('DELETE', '/auth/session');

/** `key`: an Idempotency-Key; the same link with the same key starts one download only. */
export const submit = (url, key) =>
  send('POST', '/downloads/url', { url }, key && { 'Idempotency-Key': key });
export const keepDraft = (id, fields) => send('PUT', `/downloads/${id}/draft`, fields);
export const confirm = (id, fields) => send('POST', '/downloads/confirm', { tempId: id, ...fields });
export const cancel = (id) => call('DELETE', `/downloads/${id}`);
export const retry = (id) => send('POST', `/downloads/${id}/retry`);
export const replaceDownloadCover = (id, picture) => upload(`/downloads/${id}/cover`, picture);
export const previewUrl = (id) => `${root}/downloads/${id}/audio`;

/** @param {{query: string, sort: string, order: string}} view */
export function tracks({ query, sort, order }, limit, cursor, signal) {
  const asked = new URLSearchParams({ sort, order, limit });
  if (query) asked.set('query', query);
  if (cursor) asked.set('cursor', cursor);
  return call('GET', `/tracks?${asked}`, { signal });
}
export const track = (id) => call('GET', `/tracks/${id}`);
export const editTrack = (id, fields) => send('PATCH', `/tracks/${id}`, fields);
export const removeTrack = (id) => call('DELETE', `/tracks/${id}`);
export const restoreTrack = (id) => send('POST', `/tracks/${id}/restore`);
export const replaceTrackCover = (id, picture) => upload(`/tracks/${id}/cover`, picture);
export const streamUrl = (id) => `${root}/tracks/${id}/stream`;

/** The address of a track's cover in one of its two sizes; null where it has none. */
export function coverUrl({ coverUrl: url }, size) {
  return url && `${url}${url.includes('?') ? '&' : '?'}size=${size}`;
}

/** The same list as in a snapshot of the event stream. */
export const downloads = (signal) => call('GET', '/downloads', { signal });

/** The response of the event stream, which begins after `lastEventId`. */
export function events(lastEventId, signal) {
  const from = lastEventId ? `?lastEventId=${encodeURIComponent(lastEventId)}` : '';
  return request('GET', `/events${from}`, { headers: { Accept: 'text/event-stream' }, signal });
}

const send = (method, path, body, headers) =>
  call(method, path, {
    headers: { 'Content-Type': json, ...headers }, body: body && JSON.stringify(body),
  });

const upload = (path, picture) =>
  call('PUT', path, { headers: { 'Content-Type': picture.type }, body: picture });

async function call(method, path, options) {
  const response = await request(method, path, options);
  return response.headers.get('Content-Type') ? response.json() : null;
}

async function request(method, path, options) {
  let response;
  try {
    response = await fetch(root + path, { method, ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError('The server cannot be reached at the moment.', 0, 'unreachable');
  }
  if (response.ok) return response;
  const answer = await response.json().catch(() => null);
  const sentence = answer?.detail ?? 'The server could not do this.';
  throw new ApiError(sentence, response.status, answer?.code ?? null, answer);
}
