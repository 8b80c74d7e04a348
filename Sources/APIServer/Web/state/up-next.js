// The queue of links that start when the running download is done. Pure.

/** @typedef {{url: string, key: string}} Link key: the Idempotency-Key, so that two tabs start it once */

const maximum = 50;

/** @param {Link[]} links @param {Link} link @returns {Link[]} */
export const added = (links, link) =>
  links.length >= maximum || links.some(({ url }) => url === link.url) ? links : [...links, link];

/** @param {Link[]} links @returns {Link[]} */
export const removed = (links, key) => links.filter((link) => link.key !== key);

/** Reads what the browser has stored; anything but links is dropped. @returns {Link[]} */
export function restored(text) {
  try {
    return JSON.parse(text ?? '[]').filter(
      ({ url, key }) => typeof url === 'string' && typeof key === 'string');
  } catch {
    return [];
  }
}
