// Mode `edit`: the user corrects a track of the library.

import * as api from '../api.js';
import { fields, parse } from '../state/fields.js';
import { toast } from '../ui/toast.js';

/** @param {{library: object, dialog: object, trash: {remove: (track: object) => Promise<void>}}} parts */
export function createTrackEdits({ library, dialog, trash }) {
  /** @param {object} track */
  function open(track) {
    if (dialog.isOpen) return;
    const typed = new Map();
    let picture = null;
    const textOf = (name) => typed.get(name) ?? String(track[name] ?? '');

    async function save(texts) {
      const changed = fields.filter((name) => texts[name] !== String(track[name] ?? ''));
      if (picture) await api.replaceTrackCover(track.id, picture);
      if (changed.length) {
        const values = Object.fromEntries(changed.map((name) => [name, parse(name, texts[name])]));
        const answer = await api.editTrack(track.id, values);
        if (answer?.id) library.dispatch({ type: 'track_updated', track: answer });
      }
      if (picture || changed.length) toast(`Changed “${texts.title}”.`);
    }

    dialog.open({
      kind: 'edit',
      heading: 'Edit track',
      show(fieldSet, cover) {
        for (const name of fields) fieldSet.show(name, textOf(name), typed.has(name) ? 'typed' : null);
        cover.follow(api.coverUrl(track, 'large'));
      },
      typed: (name, text) => { typed.set(name, text); dialog.refresh(); },
      async covered(chosen) { picture = chosen; },
      save,
      remove: () => trash.remove(track),
      closed() {},
    });
  }

  return { open };
}
