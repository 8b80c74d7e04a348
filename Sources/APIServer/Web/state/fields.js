// The fields of a track: how they are called, where a value comes from, what is wrong with it.

export const texts = ['title', 'artist', 'album', 'albumArtist', 'genre'];
export const numbers = ['year', 'trackNumber'];
export const fields = [...texts, ...numbers];

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
  return numbers.includes(name) ? Number(text.trim()) : text;
}

/** A sentence about what is wrong, or null. Only `title` and `artist` are required. */
export function problem(name, text) {
  const trimmed = text.trim();
  if (trimmed === '') return required[name] ?? null;
  if (numbers.includes(name)) {
    const isFine = /^\d{1,4}$/.test(trimmed) && Number(trimmed) >= 1;
    return isFine ? null : `This is a whole number from 1 to ${largest}.`;
  }
  return [...text].length > longest ? `At most ${longest} characters, please.` : null;
}

const required = { title: 'The title is missing.', artist: 'The artist is missing.' };
