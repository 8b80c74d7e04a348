// The fields of a track: what they are called, where a value comes from, what is wrong with it. Pure.

/**
 * The one table of the dialog's fields, in their order there. The server uses the same names, and the same
 * labels in its sentences.
 * @type {Record<string, {label: string, isNumber?: boolean, isRequired?: boolean}>}
 */
const table = {
  title: { label: 'Title', isRequired: true },
  artist: { label: 'Artist', isRequired: true },
  album: { label: 'Album' },
  albumArtist: { label: 'Album artist' },
  year: { label: 'Year', isNumber: true },
  trackNumber: { label: 'Track number', isNumber: true },
  genre: { label: 'Genre' },
};
export const fields = Object.keys(table);
export const labelOf = (name) => table[name].label;
export const isNumber = (name) => table[name].isNumber === true;

const largest = 9999;
const longest = 500;

/** The value a field has so far: what was typed, even if it was cleared, else the suggestion. */
export const valueOf = (download, name) =>
  name in download.draft ? download.draft[name] : (download.suggested[name] ?? null);

/** As {@link valueOf}, as an input shows it. */
export const textOf = (download, name) => String(valueOf(download, name) ?? '');

/** Where the value comes from: `site`, `title_split`, `default`, `typed`, or null where there is none. */
export function originOf(download, name) {
  if (name in download.draft) return 'typed';
  return download.suggested[name] == null ? null : (download.suggested.sources?.[name] ?? null);
}

/** What an input's text means; an empty one is null. A text stays verbatim. */
export function parse(name, text) {
  if (text.trim() === '') return null;
  return isNumber(name) ? Number(text.trim()) : text;
}

/** A sentence about what is wrong, or null. */
export function problem(name, text) {
  const { label, isRequired } = table[name];
  const trimmed = text.trim();
  if (trimmed === '') return isRequired ? `${label} is missing.` : null;
  if (isNumber(name)) {
    const isFine = /^\d{1,4}$/.test(trimmed) && Number(trimmed) >= 1;
    return isFine ? null : `${label} must be a whole number from 1 to ${largest}.`;
  }
  return [...text].length > longest ? `${label} is longer than ${longest} characters.` : null;
}
