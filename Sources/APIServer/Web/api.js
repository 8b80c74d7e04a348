// Talks to the server. Every failure is an Error whose message is for a person.

const root = '/api/v1';
const json = { 'Content-Type': 'application/json' }; // writes without it are refused

export const session = () => call('GET', '/auth/session');
export const signIn = (username, password) => call('POST', '/auth/session', { username, password });
export const signOut = () => call('DELETE', '/auth/session');
export const submit = (url) => call('POST', '/downloads/url', { url });
export const cancel = (id) => call('DELETE', `/downloads/${id}`);
export const confirm = (id, fields) => call('POST', '/downloads/confirm', { tempId: id, ...fields });

async function call(method, path, body) {
  const write = method !== 'GET' && { headers: json, body: body && JSON.stringify(body) };
  let response;
  try {
    response = await fetch(root + path, { method, ...write });
  } catch {
    throw new Error('The server cannot be reached.');
  }
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw Object.assign(new Error(answer?.detail ?? 'The server could not do this.'), {
    status: response.status,
  });
}

const changes = [
  'queued', 'started', 'updated', 'metadata', 'ready_for_review', 'finalizing', 'completed',
  'failed', 'cancelled', 'expired',
].map((name) => `download_${name}`);

/**
 * Hands every event to `receive` as an action for the reducer, with the event's own name beside it.
 * The browser reconnects and resumes by itself, except after an error status: then `refused` is called.
 * Returns a function that ends it.
 */
export function listen(receive, refused) {
  const source = new EventSource(`${root}/events`);
  const on = (name, action) =>
    source.addEventListener(name, (event) => receive({ ...action(JSON.parse(event.data)), name }));

  on('snapshot', ({ downloads }) => ({ type: 'snapshot', downloads }));
  on('download_progress', (progress) => ({ type: 'progress', progress }));
  for (const name of changes) on(name, (download) => ({ type: 'download', download }));
  source.onopen = () => receive({ type: 'connection', isConnected: true });
  source.onerror = () => {
    receive({ type: 'connection', isConnected: false });
    if (source.readyState === EventSource.CLOSED) refused();
  };
  return () => source.close();
}
