// Sends edits to the server a moment after they are typed, so that a reload or a second tab does not lose them.

import * as api from '../api.js';
import { acknowledged, none, settled, typed, unsent } from '../state/edits.js';
import { parse, problem } from '../state/fields.js';

const debounceMs = 400;
const retryMs = 2000;

export function createDraftKeeper() {
  const drafts = new Map(); // id: {edits, timer, sending}

  const of = (id) => {
    if (!drafts.has(id)) drafts.set(id, { edits: none, timer: 0, sending: null });
    return drafts.get(id);
  };

  function type(id, name, text) {
    const draft = of(id);
    draft.edits = typed(draft.edits, name, text);
    clearTimeout(draft.timer);
    draft.timer = setTimeout(() => send(id), debounceMs);
  }

  async function send(id) {
    const draft = of(id);
    await draft.sending;
    // A required field may be empty for a moment; an incomplete year is not sent.
    const sent = unsent(draft.edits).filter(([name, text]) => text.trim() === '' || !problem(name, text));
    if (!sent.length || !drafts.has(id)) return;
    const body = Object.fromEntries(sent.map(([name, text]) => [name, parse(name, text)]));
    draft.sending = api.keepDraft(id, body).then(
      ({ version }) => { draft.edits = acknowledged(draft.edits, sent, version); },
      ({ status }) => { if ([0, 503].includes(status)) draft.timer = setTimeout(() => send(id), retryMs); });
    await draft.sending;
  }

  return {
    type,
    /** Sends at once what is not sent yet. */
    flush(id) { clearTimeout(of(id).timer); return send(id); },
    /** Call before Save or Discard: waits for the request in progress, and sends nothing more. */
    async hold(id) {
      clearTimeout(of(id).timer);
      await of(id).sending;
      clearTimeout(of(id).timer);
    },
    /** The edits that override the download's own values. @returns {import('../state/edits.js').Edits} */
    edits(download) {
      const draft = of(download.id);
      draft.edits = settled(draft.edits, download);
      return draft.edits;
    },
    forget(id) { clearTimeout(drafts.get(id)?.timer); drafts.delete(id); },
  };
}
