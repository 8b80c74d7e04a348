// Connects the parts of the page: actions become requests, events from the server become state, state is shown.

import * as api from './api.js';
import { follow } from './events.js';
import { createLibrary } from './list/library.js';
import { createLibraryView } from './list/library-view.js';
import { createTrash } from './list/trash.js';
import { listenForMediaKeys } from './player/media-keys.js';
import { createPlayerView } from './player/player-view.js';
import { createPlayer } from './player/player.js';
import { createReviews } from './review/reviews.js';
import { createTrackDialog } from './review/track-dialog.js';
import { createTrackEdits } from './review/track-edits.js';
import { connectionBack, connectionLost } from './session/offline-bar.js';
import { startSession } from './session/session.js';
import { createNextLinks } from './sidebar/next-links.js';
import { createPasteForm } from './sidebar/paste-form.js';
import { createSheet } from './sidebar/sheet.js';
import { createSidebar } from './sidebar/sidebar.js';
import * as downloadStore from './state/download-store.js';
import * as libraryStore from './state/library-store.js';
import * as playerStore from './state/player-store.js';
import { createStore } from './state/store.js';
import { phaseOf, titleOf } from './state/words.js';
import { copy } from './ui/copy.js';
import { listenForKeys } from './ui/shortcuts.js';
import { announce } from './ui/status.js';
import { toast } from './ui/toast.js';

const downloads = createStore(downloadStore);
const library = createStore(libraryStore);
const player = createStore(playerStore);

const fetcher = createLibrary(library);
const playing = createPlayer({ player, library, fetcher });
const trash = createTrash(library);
const next = createNextLinks(downloads);
const sheet = createSheet();
const dialog = createTrackDialog();
const edits = createTrackEdits({ library, dialog, trash });
const reviews = createReviews({
  downloads, dialog, playTrack: playing.play, pausePlayer: () => { if (player.state.isPlaying) playing.toggle(); },
});

const list = createLibraryView({ library, player, fetcher }, { play: playing.play, edit: edits.open });
createPlayerView({ player }, playing);
listenForMediaKeys({ player }, playing);
const links = createPasteForm({ downloads, next }, { started: sheet.open });

const showError = (error) => toast(error.message);
const download = (id) => downloads.state.entries.get(id).download;
createSidebar({ downloads, next }, {
  review: reviews.open,
  cancel: (id) => api.cancel(id).catch(showError),
  again: (id) => api.retry(id).then(() => true, showError),
  copy: (id) => copy(details(download(id))).then(() => toast('Copied.'), showError),
});

const details = ({ url, failure, ytDlpVersion }) =>
  [url, failure.code, failure.message, ytDlpVersion && `yt-dlp ${ytDlpVersion}`, failure.detail]
    .filter(Boolean).join('\n');

listenForKeys({
  search: list.focusSearch,
  paste: links.focus,
  review: () => reviews.open(downloadStore.withStatus(downloads.state, 'awaiting_confirmation')[0]?.download.id),
  toggle: playing.toggle,
  step: playing.step,
  seek: (direction) => playing.seekBy(10 * direction),
  mute: () => playing.setVolume(player.state.volume, !player.state.isMuted),
  help: () => open('help.html', '_blank', 'noopener'),
});

// Events

const spoken = [
  'download_started', 'download_ready_for_review', 'download_failed', 'download_cancelled', 'download_expired',
];

function receive(type, data) {
  downloads.dispatch({ type, data, at: Date.now() });
  if (spoken.includes(type)) announce(`${titleOf(data)}: ${phaseOf(data)}`);
  if (type === 'download_ready_for_review') reviews.ready(data.id);
  if (type === 'download_completed') {
    trash.saved(data);
    // On a phone the sheet would hide the new track in the list.
    if (!downloadStore.blocking(downloads.state, Date.now())) sheet.close();
  }
  if (type.startsWith('track_')) receiveTrack(type, data);
  if (type === 'library_changed') fetcher.reload();
}

function receiveTrack(type, data) {
  const action = { type, track: data, id: data.id };
  if (type === 'track_added') {
    trash.arrived(data);
    if (!libraryStore.canPlace(library.state)) fetcher.reload();
  }
  library.dispatch(action);
  player.dispatch(action);
}

// Session

startSession(({ ended }) => {
  fetcher.open(libraryStore.initial.view);
  playing.resume();
  next.restore();
  follow({
    receive,
    connected(hasMissed) {
      connectionBack();
      if (hasMissed) fetcher.reload();
    },
    lost: connectionLost,
    refused: ended,
  });
});
