// The dialog in which a person corrects a track and saves it, before or after the audio is here.

import * as api from './api.js';
import { canReview, field, isRunning } from './state.js';
import { showCover } from './view.js';
import { phase } from './words.js';

const dialog = document.querySelector('#review');
const form = dialog.querySelector('form');
const problem = dialog.querySelector('.error');
const texts = ['title', 'artist', 'album', 'albumArtist', 'genre'];
const numbers = ['year', 'trackNumber'];

const typed = new Map(); // by download: what was typed and not saved yet, kept over Later
let current = null;
let isBusy = false;

export const isOpen = () => dialog.open;

export function open(download) {
  current = null;
  form.reset();
  problem.textContent = '';
  show(download);
  dialog.showModal();
  form.elements.title.select();
}

/** Follows the download while the dialog is open; what was typed stays as typed. */
export function refresh(downloads) {
  if (!current || isBusy) return;
  const download = downloads.get(current.id);
  if (download && canReview(download)) show(download);
  else dialog.close();
}

function show(download) {
  current = download;
  showCover(dialog, download);
  dialog.querySelector('.phase').textContent = isRunning(download)
    ? `${phase(download)}. You can save already.`
    : (download.lastError ?? '');
  const mine = typed.get(download.id) ?? {};
  for (const name of [...texts, ...numbers]) {
    const value = mine[name] ?? String(field(download, name) ?? '');
    if (form.elements[name].value !== value) form.elements[name].value = value;
  }
}

/** The fields as confirm takes them; an empty one is null. Throws a sentence about the first wrong one. */
function values() {
  const all = {};
  for (const name of texts) {
    const text = form.elements[name].value;
    all[name] = text.trim() ? text : null;
  }
  for (const name of numbers) {
    const text = form.elements[name].value.trim();
    if (text && !/^\d+$/.test(text)) throw wrong(name, 'Year and track number are whole numbers.');
    all[name] = text ? Number(text) : null;
  }
  if (!all.title) throw wrong('title', 'The title is missing.');
  if (!all.artist) throw wrong('artist', 'The artist is missing.');
  return all;
}

function wrong(name, sentence) {
  form.elements[name].focus();
  return new Error(sentence);
}

/** `saved` and `discarded` are called with what the server answered. */
export function setUp(saved, discarded) {
  const attempt = async (work) => {
    if (isBusy) return;
    isBusy = true;
    problem.textContent = '';
    try {
      await work(current.id);
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    } finally {
      isBusy = false;
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async (id) => {
      saved(await api.confirm(id, values()));
      typed.delete(id);
    });
  });
  dialog.querySelector('.discard').addEventListener('click', () =>
    attempt(async (id) => {
      await api.cancel(id);
      typed.delete(id);
      discarded(id);
    }));
  dialog.querySelector('.later').addEventListener('click', () => dialog.close());
  form.addEventListener('input', ({ target }) => {
    typed.set(current.id, { ...typed.get(current.id), [target.name]: target.value });
  });
  dialog.addEventListener('close', () => { current = null; });
}
