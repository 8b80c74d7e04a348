// The list of tracks with search and sort: shows the library store, and calls the actions.

import { sorts } from '../state/library-store.js';
import { count } from '../state/words.js';
import { $, setText } from '../ui/dom.js';
import { announce } from '../ui/status.js';
import { moveWithKeys } from './list-keys.js';
import { createRow, fillRow } from './track-row.js';
import { VirtualList } from './virtual-list.js';

const typingMs = 180;
const freshMs = 1600;

/**
 * @param {object} parts library: its store; player: its store; fetcher: see library.js
 * @param {{play: (track: object) => void, edit: (track: object) => void}} actions
 */
export function createLibraryView({ library, player, fetcher }, actions) {
  let active = 0; // the index of the row that the Tab key reaches
  let fresh = null; // the id of a track that was just added

  const list = new VirtualList({
    scroller: $('#tracks'), space: $('.tracks-space'), make: createRow, fill,
    wanted: (first, last) => fetcher.reach(last),
  });

  function fill(row, index, isSettled) {
    const track = library.state.tracks[index];
    const isCurrent = track !== undefined && track.id === player.state.track?.id;
    fillRow(row, track, {
      index, isSettled, isCurrent, isPlaying: isCurrent && player.state.isPlaying, isActive: index === active,
      isFresh: track !== undefined && track.id === fresh,
    });
  }

  function highlight({ id }) {
    fresh = id;
    setTimeout(() => { if (fresh === id) fresh = null; }, freshMs);
  }

  function trackAt(element) {
    const index = list.indexOf(element);
    return index === null ? undefined : library.state.tracks[index];
  }

  const space = $('.tracks-space');
  space.addEventListener('click', ({ target, pointerType }) => {
    const track = trackAt(target);
    if (!track) return;
    if (target.closest('.edit')) actions.edit(track);
    else if (target.closest('.play') || pointerType === 'touch') actions.play(track);
  });
  space.addEventListener('dblclick', ({ target }) => {
    const track = trackAt(target);
    if (track && !target.closest('button')) actions.play(track);
  });
  moveWithKeys(space, {
    list, length: () => library.state.tracks.length,
    edit: (index) => actions.edit(library.state.tracks[index]),
    activate(index) { active = index; list.refresh(); },
  });

  library.watch((state, before, { type, track }) => {
    const isNew = type === 'track_added' && state.tracks.length > before.tracks.length;
    if (isNew) highlight(track);
    if (state.view !== before.view) { active = 0; list.toTop(); }
    space.setAttribute('aria-rowcount', state.total);
    list.setCount(state.total);
    if (isNew && state.tracks[0] === track) list.shift(1);
    list.refresh();
    showTexts(state);
    if (state.status === 'ready' && before.tracks !== state.tracks && state.view.query !== spoken) {
      spoken = state.view.query;
      announce(count(state.total, 'track', 'tracks'));
    }
  });
  let spoken = '';
  player.watch((state, before) => {
    if (state.track !== before.track || state.isPlaying !== before.isPlaying) list.refresh();
  });

  listenForSearch(library, fetcher);
  listenForSort(library, fetcher);
  $('#library-note button').addEventListener('click', fetcher.retry);
  return { focusSearch: () => { $('#search input').focus(); $('#search input').select(); } };
}

function showTexts({ status, total, tracks, view }) {
  const isUsable = status === 'ready' || tracks.length > 0;
  $('#search').hidden = $('#library-sort').hidden = status === 'unavailable';
  setText($('#library-count'), status === 'ready' ? count(total, 'track', 'tracks') : '');
  $('#library-note').hidden = isUsable && total > 0;
  $('#library-note button').hidden = status !== 'failed';
  setText($('#library-note p'), note(status, view));
  $('#tracks').classList.toggle('is-waiting', status === 'loading');
}

function note(status, { query }) {
  if (status === 'unavailable') return 'This server has no catalogue. What you save is still stored in its music folder.';
  if (status === 'failed') return 'The list could not be loaded.';
  if (status === 'loading') return '';
  return query ? `No tracks match “${query}”.` : 'Your library is empty. Paste a link to add your first track.';
}

function listenForSearch(library, fetcher) {
  const field = $('#search input');
  let pause;
  const search = () => {
    clearTimeout(pause);
    const query = field.value.trim();
    if (query !== library.state.view.query) fetcher.open({ ...library.state.view, query });
  };
  field.addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(search, typingMs); });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && field.value) {
      event.preventDefault();
      field.value = '';
      search();
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      $('.tracks-space [tabindex="0"]')?.focus();
    }
  });
  $('#search').addEventListener('submit', (event) => { event.preventDefault(); search(); });
  setText($('#search kbd'), /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K');
}

function listenForSort(library, fetcher) {
  const [choice, reverse] = [$('#library-sort select'), $('#library-sort button')];
  const open = (sort, order) => {
    reverse.setAttribute('aria-pressed', order !== sorts[sort]);
    fetcher.open({ ...library.state.view, sort, order });
  };
  choice.addEventListener('change', () => open(choice.value, sorts[choice.value]));
  reverse.addEventListener('click', () => {
    const { sort, order } = library.state.view;
    open(sort, order === 'asc' ? 'desc' : 'asc');
  });
}
