// Helpers for the views. Text is only ever set as textContent, never as HTML.

export const $ = (selector, within = document) => within.querySelector(selector);

/** A copy of the only element in a template. */
export const copyOf = (id) => $(`#${id}`).content.firstElementChild.cloneNode(true);

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Replaces the icon within `element`. */
export function setGlyph(element, name) {
  const use = $('use', element);
  const href = `icons/glyphs.svg#${name}`;
  if (use.getAttribute('href') !== href) use.setAttribute('href', href);
}

/** Shows a picture within `.cover`, or the placeholder. */
export function setCover(holder, url) {
  const image = $('img', holder);
  image.hidden = !url;
  if (!url) image.removeAttribute('src');
  else if (image.getAttribute('src') !== url) image.src = url;
}

/** Sets a slider, and the style of its filled part. */
export function setSlider(slider, value, max = Number(slider.max)) {
  slider.max = max;
  slider.value = value;
  slider.style.setProperty('--filled', `${max > 0 ? (100 * value) / max : 0}%`);
}

/** Gives `list` one child per item. Children are reused by key, so that a button keeps its focus when its row moves. */
export function reconcile(list, items, { key, make, update }) {
  const before = new Map([...list.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const id = key(item);
    const child = before.get(id) ?? make(item);
    child.dataset.key = id;
    before.delete(id);
    update(child, item);
    if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null);
  });
  for (const child of before.values()) child.remove();
}

export const isTyping = (target) =>
  target instanceof HTMLElement && target.matches('input:not([type=range], [type=checkbox]), textarea, select');
