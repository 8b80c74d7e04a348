// Wires the page: what people do becomes requests, what the server says becomes state, state is shown.

import * as api from './api.js';
import * as review from './review.js';
import { initial, isWaiting, reduce } from './state.js';
import { announce, render } from './view.js';
import { phase, title } from './words.js';

let state = initial;
let stopListening = () => {};

function dispatch(action) {
  state = reduce(state, action);
  render(state, actions);
  review.refresh(state.downloads);
}

const actions = {
  review: (id) => review.open(state.downloads.get(id)),
  cancel: (id) => api.cancel(id).catch((error) => announce(error.message)),
  again: (id) => start(state.downloads.get(id).url).catch((error) => announce(error.message)),
};

async function start(url) {
  dispatch({ type: 'download', download: await api.submit(url) });
}

// Sign-in

async function resume() {
  try {
    const { username } = await api.session();
    dispatch({ type: 'session', user: username });
    follow();
  } catch (error) {
    if (error.status === 401) return dispatch({ type: 'session', user: null });
    dispatch({ type: 'connection', isConnected: false });
    setTimeout(resume, 3000);
  }
}

onSubmit('#sign-in', async (form) => {
  const { username } = await api.signIn(form.username.value, form.password.value);
  form.password.value = '';
  dispatch({ type: 'session', user: username });
  follow();
});

document.querySelector('#sign-out').addEventListener('click', async () => {
  stopListening();
  await api.signOut().catch((error) => announce(error.message));
  dispatch({ type: 'session', user: null });
});

// Downloads

function follow() {
  stopListening();
  stopListening = api.listen((action) => {
    dispatch(action);
    if (action.type === 'download') react(action);
  }, () => setTimeout(resume, 3000));
}

/** A change, not a state: what is said once, and what opens by itself. */
function react({ name, download }) {
  if (!['download_metadata', 'download_updated'].includes(name)) {
    announce(`${title(download)}: ${phase(download)}`);
  }
  if (name === 'download_ready_for_review' && isWaiting(download) && !review.isOpen()) {
    review.open(download);
  }
}

onSubmit('#submit', async (form) => {
  const url = form.url.value.trim();
  if (!/^https?:\/\/[^/\s]/i.test(url) || !URL.canParse(url)) {
    throw new Error('This is not a link: it begins with https:// or http://.');
  }
  await start(url);
  form.url.value = '';
});

review.setUp(
  (download) => dispatch({ type: 'download', download }),
  () => announce('Discarded'));

function onSubmit(selector, work) {
  const form = document.querySelector(selector);
  const problem = form.querySelector('.error');
  const button = form.querySelector('button');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    problem.textContent = '';
    button.disabled = true;
    try {
      await work(form.elements);
    } catch (error) {
      problem.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  });
}

const shared = new URLSearchParams(location.search); // from a share target or a bookmarklet
document.querySelector('#submit').elements.url.value = shared.get('url') ?? shared.get('text') ?? '';
resume();
