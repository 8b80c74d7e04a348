// The text fields of the dialog: value, origin and error of each.

import { fields, isNumber, labelOf, problem } from '../state/fields.js';
import { originWords } from '../state/words.js';
import { $, copyOf, setText } from '../ui/dom.js';

/** @param {{typed: (name: string, text: string) => void}} on */
export function createFieldSet(on) {
  const parts = new Map(fields.map((name) => [name, make(name)]));
  $('#track-dialog .fields').append(...[...parts.values()].map(({ field }) => field), createSwap());

  function make(name) {
    const field = copyOf('field');
    const [input, label, origin, error] = ['input', 'label', '.origin', '.problem'].map((part) => $(part, field));
    Object.assign(input, { id: `field-${name}`, name, inputMode: isNumber(name) ? 'numeric' : 'text' });
    label.htmlFor = input.id;
    label.textContent = labelOf(name);
    origin.id = `${input.id}-origin`;
    error.id = `${input.id}-problem`;
    input.setAttribute('aria-describedby', `${error.id} ${origin.id}`);
    field.classList.add(isNumber(name) ? 'is-narrow' : 'is-wide', `field-${name}`);
    input.addEventListener('input', () => { showProblem(name, null); on.typed(name, input.value); });
    return { field, input, origin, error };
  }

  function createSwap() {
    const swap = copyOf('swap');
    swap.addEventListener('click', () => {
      const [title, artist] = [parts.get('title').input, parts.get('artist').input];
      for (const [input, text] of [[title, artist.value], [artist, title.value]]) {
        input.value = text;
        input.dispatchEvent(new Event('input'));
      }
    });
    return swap;
  }

  function showProblem(name, sentence) {
    const { input, error } = parts.get(name);
    setText(error, sentence ?? '');
    if (sentence) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }

  return {
    /** Shows a field's text and origin. The caret stays if the text is the same. */
    show(name, text, origin) {
      const part = parts.get(name);
      if (part.input.value !== text) part.input.value = text;
      setText(part.origin, origin ? originWords[origin] : '');
    },
    texts: () => Object.fromEntries([...parts].map(([name, { input }]) => [name, input.value])),
    /** Marks every wrong field and goes to the first; returns whether all are right. */
    check() {
      const wrong = fields.filter((name) => {
        const sentence = problem(name, parts.get(name).input.value);
        showProblem(name, sentence);
        return sentence;
      });
      if (wrong.length) parts.get(wrong[0]).input.focus();
      return wrong.length === 0;
    },
    /** Shows what the server found wrong with a field; returns false where the dialog has no such field. */
    refuse(name, sentence) {
      if (!parts.has(name)) return false;
      showProblem(name, sentence);
      parts.get(name).input.focus();
      return true;
    },
    reset() { for (const name of parts.keys()) showProblem(name, null); },
    focusTitle() {
      const { input } = parts.get('title');
      input.focus();
      input.setSelectionRange(input.value.length, input.value.length);
    },
  };
}
