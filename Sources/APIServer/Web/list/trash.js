// Undo after a track was saved, and Restore after it was moved to the trash.

import * as api from '../api.js';
import { nameOf, titleOf } from '../state/words.js';
import { toast } from '../ui/toast.js';

const arrivalMs = 15_000;
const mostArrivals = 100;

export function createTrash(library) {
  const arrivals = new Map(); // tracks that were added since the page was opened, by download id
  const waiting = new Map(); // functions that wait for such a track, by download id

  /** Call when a track was added to the catalogue. */
  function arrived(track) {
    if (!track.downloadId) return;
    arrivals.set(track.downloadId, track);
    if (arrivals.size > mostArrivals) arrivals.delete(arrivals.keys().next().value);
    waiting.get(track.downloadId)?.(track);
  }

  function trackOf(downloadId) {
    if (arrivals.has(downloadId)) return Promise.resolve(arrivals.get(downloadId));
    return new Promise((resolve, reject) => {
      waiting.set(downloadId, resolve);
      setTimeout(reject, arrivalMs, new Error('The track is not in the library yet.'));
    }).finally(() => waiting.delete(downloadId));
  }

  /** Moves the file to the library's trash folder, and offers to restore it. */
  async function remove(track) {
    await api.removeTrack(track.id);
    library.dispatch({ type: 'track_removed', id: track.id });
    toast(`“${nameOf(track)}” is in the trash.`, { label: 'Restore', run: () => restore(track) });
  }

  async function restore(track) {
    try {
      const restored = await api.restoreTrack(track.id);
      library.dispatch({ type: 'track_added', track: restored });
      toast(`“${nameOf(track)}” was restored.`);
    } catch (error) {
      toast(error.message);
    }
  }

  /** Call when a download was saved to the library. */
  function saved(download) {
    const undo = () => trackOf(download.id).then(remove).catch((error) => toast(error.message));
    const canUndo = library.state.status === 'ready';
    toast(`Saved “${titleOf(download)}”.`, canUndo && { label: 'Undo', run: undo });
  }

  return { arrived, remove, saved };
}
