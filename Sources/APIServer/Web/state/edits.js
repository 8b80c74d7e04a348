// What was typed into a review and is not yet confirmed by the server: it stands above what the server says
// until an answer of at least that version has arrived, so that nothing flickers back. Pure.

/** @typedef {Map<string, {text: string, version: number | null}>} Edits version: null until acknowledged */

/** @type {Edits} */
export const none = new Map();

/** @param {Edits} edits @returns {Edits} */
export const typed = (edits, name, text) => new Map(edits).set(name, { text, version: null });

/** The texts that the server has not acknowledged. @param {Edits} edits @returns {[string, string][]} */
export const unsent = (edits) =>
  [...edits].filter(([, edit]) => edit.version === null).map(([name, { text }]) => [name, text]);

/** The server has taken `sent`; what was typed since stays unsent. @returns {Edits} */
export function acknowledged(edits, sent, version) {
  const result = new Map(edits);
  for (const [name, text] of sent) {
    if (result.get(name)?.text === text) result.set(name, { text, version });
  }
  return result;
}

/** Drops what the download itself says by now. @returns {Edits} */
export function settled(edits, download) {
  const rest = [...edits].filter(([, edit]) => !(edit.version <= download.version && edit.version !== null));
  return rest.length === edits.size ? edits : new Map(rest);
}
