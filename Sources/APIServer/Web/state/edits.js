// Edits of a review that the server has not confirmed yet. They override the server's values until a download of at
// least the confirmed version has arrived, so that no field shows an old value in between. Pure.

/** @typedef {Map<string, {text: string, version: number | null}>} Edits version: null until acknowledged */

/** @type {Edits} */
export const none = new Map();

/** @param {Edits} edits @returns {Edits} */
export const typed = (edits, name, text) => new Map(edits).set(name, { text, version: null });

/** The texts that the server has not acknowledged. @param {Edits} edits @returns {[string, string][]} */
export const unsent = (edits) =>
  [...edits].filter(([, edit]) => edit.version === null).map(([name, { text }]) => [name, text]);

/** Marks `sent` as confirmed; what was typed since then stays unsent. @returns {Edits} */
export function acknowledged(edits, sent, version) {
  const result = new Map(edits);
  for (const [name, text] of sent) {
    if (result.get(name)?.text === text) result.set(name, { text, version });
  }
  return result;
}

/** Drops the edits that the download contains by now. @returns {Edits} */
export function settled(edits, download) {
  const rest = [...edits].filter(([, edit]) => !(edit.version <= download.version && edit.version !== null));
  return rest.length === edits.size ? edits : new Map(rest);
}
