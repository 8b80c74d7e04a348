// Who is signed in. The server is asked only where somebody was before: a stranger's page makes no failing request.

import * as api from '../api.js';
import { $ } from '../ui/dom.js';
import { store, stored, watchStored } from '../ui/storage.js';

const againMs = 500;
const ofOnePerson = ['next', 'dismissed', 'player'];

/** @param {(session: {ended: () => void}) => void} began called once: the end of a session is a new page */
export function startSession(began) {
  const form = $('#sign-in');
  const problem = $('.problem', form);
  const button = $('button', form);
  const { username, password } = form.elements;

  function begin(user) {
    if (stored('owner') !== user) for (const key of ofOnePerson) store(key, null);
    store('owner', user);
    store('user', user);
    setShown(user);
    began({ ended: () => end('Please sign in again.') });
  }

  /** Nothing of a person stays in the document. */
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
      if (error.status !== 401) return setTimeout(resume, againMs);
      store('user', null);
      welcome('Please sign in again.');
    }
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    problem.textContent = '';
    const empty = [username, password].find(({ value }) => value === '');
    if (empty) {
      problem.textContent = 'Username and password, please.';
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
    await api.signOut().catch(() => {}); // the session may be over already, and so are we
    for (const key of ofOnePerson) store(key, null);
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
