// Short words for what every view does to the page. Text from anywhere only ever becomes textContent.

export const $ = (selector, within = document) => within.querySelector(selector);

/** A copy of a template's one element. */
export const copyOf = (id) => $(`#${id}`).content.firstElementChild.cloneNode(true);

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Exchanges the drawing of an icon within `element`. */
export function setGlyph(element, name) {
  const use = $('use', element);
  const href = `icons/glyphs.svg#${name}`;
  if (use.getAttribute('href') !== href) use.setAttribute('href', href);
}

/** Shows a picture within `.cover`, or the note that stands for none. */
export function setCover(holder, url) {
  const image = $('img', holder);
  image.hidden = !url;
  if (!url) image.removeAttribute('src');
  else if (image.getAttribute('src') !== url) image.src = url;
}

/** The filled part of a slider, which no browser draws the same. */
export function setSlider(slider, value, max = Number(slider.max)) {
  slider.max = max;
  slider.value = value;
  slider.style.setProperty('--filled', `${max > 0 ? (100 * value) / max : 0}%`);
}

/** Gives `list` one child per item, keeping those it has: a button keeps its focus while its row moves. */
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
