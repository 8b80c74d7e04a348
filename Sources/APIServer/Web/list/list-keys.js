// Arrow keys in the list: up and down between tracks, right and left between a track's buttons.

/**
 * @param {HTMLElement} space
 * @param {{list: import('./virtual-list.js').VirtualList, length: () => number,
 *   activate: (index: number) => void, edit: (index: number) => void}} on
 */
export function moveWithKeys(space, { list, length, activate, edit }) {
  space.addEventListener('focusin', ({ target }) => {
    const index = list.indexOf(target);
    if (index !== null && target.tabIndex !== 0) activate(index);
  });

  space.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const from = list.indexOf(event.target);
    if (from === null) return;
    const steps = {
      ArrowDown: 1, ArrowUp: -1, PageDown: list.rowsPerPage, PageUp: -list.rowsPerPage,
      Home: -from, End: length() - 1 - from,
    };
    if (event.key in steps) {
      event.preventDefault();
      const to = Math.min(length() - 1, Math.max(0, from + steps[event.key]));
      go(to, event.target.classList.contains('edit') ? '.edit' : '.play');
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
      list.row(from).querySelector(event.key === 'ArrowRight' ? '.edit' : '.play').focus();
    } else if (event.key === 'e') {
      event.preventDefault();
      edit(from);
    }
  });

  function go(index, button) {
    activate(index);
    list.reveal(index);
    list.row(index)?.querySelector(button).focus({ preventScroll: true });
  }
}
