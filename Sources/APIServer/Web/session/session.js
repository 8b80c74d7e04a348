// Who is signed in. The server is asked only if this browser had a session before, to avoid a request that fails.

import * as api from '../api.js';
import { $ } from '../ui/dom.js';
import { store, stored, watchStored } from '../ui/storage.js';

const retryMs = 500;
const userKeys = ['next', 'dismissed', 'player'];

/** @param {(session: {ended: () => void}) => void} began called once, because the page is loaded again at the end of a session */
export function startSession(began) {
  const form = $('#sign-in');
  const problem = $('.problem', form);
  const button = $('button', form);
  const { username, password } = form.elements;

  function begin(user) {
    if (stored('owner') !== user) for (const key of userKeys) store(key, null);
    store('owner', user);
    store('user', user);
    setShown(user);
    began({ ended: () => end('Please sign in again.') });
  }

  /** Loads the page again, so that nothing of the user stays in the document. */
  function end(sentence) {
    store('user', null);
    store('notice', sentence, 'tab');
    location.reload();
  }

  function welcome(sentence) {
    setShown(null);
    problem.textContent = sentence;
    username.focus();
  }

  async function resume() {
    try {
      begin((await api.session()).username);
    } catch (error) {
      if (!(error instanceof api.ApiError)) throw error;
      if (error.status !== 401) return setTimeout(resume, retryMs);
      store('user', null);
      welcome('Please sign in again.');
    }
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    problem.textContent = '';
    const empty = [username, password].find(({ value }) => value === '');
    if (empty) {
      problem.textContent = 'Enter your username and password.';
      return empty.focus();
    }
    button.disabled = true;
    try {
      const answer = await api.signIn(username.value, password.value);
      password.value = '';
      begin(answer.username);
    } catch (error) {
      problem.textContent = error.message;
      password.select();
    } finally {
      button.disabled = false;
    }
  });

  $('#sign-out').addEventListener('click', async () => {
    await api.signOut().catch(() => {}); // the session may have ended already
    for (const key of userKeys) store(key, null);
    end(null);
  });

  // Another tab signed in or out.
  watchStored('user', () => location.reload());
  const notice = stored('notice', 'tab');
  store('notice', null, 'tab');
  const user = stored('user');
  if (!user) return welcome(notice ?? '');
  setShown(user);
  resume();
}

function setShown(user) {
  $('#welcome').hidden = user !== null;
  $('#app').hidden = user === null;
  $('#user').textContent = user ?? '';
}
