// Links as people paste them. Pure.

const longestBytes = 4096;

/** The first http(s) link within a shared text, or an empty string. */
export const linkIn = (text) => /https?:\/\/[^\s<>"]+/i.exec(text ?? '')?.[0] ?? '';

/** What is wrong with a pasted link, as a sentence; null if nothing is. */
export function problemWith(text) {
  const link = text.trim();
  if (link === '') return 'Paste the link of a track or video first.';
  if (/\s/.test(link) && linkIn(link)) {
    return 'This is more than a link. Leave only the part that begins with https:// or http://.';
  }
  if (!/^https?:\/\/[^/]/i.test(link)) return 'This is not a link. Links begin with https:// or http://.';
  if (new TextEncoder().encode(link).length > longestBytes) return 'This link is too long.';
  try {
    const url = new URL(link);
    if (url.username || url.password) return 'This link contains a password. Leave it out.';
  } catch {
    return 'This is not a link that can be opened.';
  }
  return null;
}

/** A link in short form, without scheme and www. */
export const shortened = (link) => link.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
