// A list of any length, of which only the rows in sight are in the document.

const overscan = 6;
const settleMs = 90;

/**
 * All rows have the same height, which the style sheet sets. `fill(row, index, isSettled)` shows an item in a row that
 * may have shown another one; while the list scrolls fast, `isSettled` is false and pictures need not be loaded.
 */
export class VirtualList {
  #scroller; #space; #make; #fill; #wanted;
  #rows = new Map(); // by index
  #spare = [];
  #count = 0;
  #rowHeight = 0;
  #frame = 0;
  #settle = 0;
  #lastTop = 0;
  #kept = null; // the index of the row with the focus, which stays in the document

  /** `wanted(first, last)`: these indexes are in sight. */
  constructor({ scroller, space, make, fill, wanted }) {
    this.#scroller = scroller;
    this.#space = space;
    this.#make = make;
    this.#fill = fill;
    this.#wanted = wanted;
    scroller.addEventListener('scroll', () => this.#schedule(), { passive: true });
    new ResizeObserver(() => this.#measure()).observe(scroller);
    space.addEventListener('focusin', ({ target }) => { this.#kept = this.indexOf(target); });
    space.addEventListener('focusout', () => { this.#kept = null; });
  }

  get rowsPerPage() { return Math.max(1, Math.floor(this.#scroller.clientHeight / (this.#rowHeight || 1)) - 1); }

  setCount(count) {
    this.#count = count;
    this.#measure();
  }

  /** Fills every row in sight again. */
  refresh() { this.#render(true); }

  row(index) { return this.#rows.get(index); }

  /** The index of the row that holds `element`, or null. */
  indexOf(element) {
    for (const [index, row] of this.#rows) if (row.contains(element)) return index;
    return null;
  }

  reveal(index) {
    const [top, height] = [index * this.#rowHeight, this.#rowHeight];
    const { scrollTop, clientHeight } = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + height > scrollTop + clientHeight) this.#scroller.scrollTop = top + height - clientHeight;
    this.#render();
  }

  /** Call when items were added above: the same rows stay in sight, except at the very top. */
  shift(count) {
    if (this.#scroller.scrollTop > this.#rowHeight) this.#scroller.scrollTop += count * this.#rowHeight;
  }

  toTop() { this.#scroller.scrollTop = 0; }

  #measure() {
    const height = parseFloat(getComputedStyle(this.#space).getPropertyValue('--row-height')) *
      parseFloat(getComputedStyle(document.documentElement).fontSize);
    const isNew = height !== this.#rowHeight;
    this.#rowHeight = height;
    this.#space.style.height = `${this.#count * height}px`;
    this.#render(isNew);
    this.#settleSoon(false);
  }

  #schedule() {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const { scrollTop, clientHeight } = this.#scroller;
      const isFast = Math.abs(scrollTop - this.#lastTop) > clientHeight / 2;
      this.#lastTop = scrollTop;
      this.#render(false, !isFast);
      this.#settleSoon(isFast);
    });
  }

  #settleSoon(wasFast) {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      if (wasFast) this.#render(true);
      this.#order();
    }, settleMs);
  }

  // Rows are reused in any order. Screen readers need them in the right order; the one with the focus must not move.
  #order() {
    const rows = [...this.#rows].sort(([one], [other]) => one - other);
    const anchor = this.#rows.get(this.#kept);
    for (const [index, row] of rows) {
      if (row === anchor) continue;
      if (anchor && index < this.#kept) anchor.before(row);
      else this.#space.append(row);
    }
  }

  #render(isForced = false, isSettled = true) {
    const { scrollTop, clientHeight } = this.#scroller;
    if (!clientHeight || !this.#rowHeight) return;
    const first = Math.max(0, Math.floor(scrollTop / this.#rowHeight) - overscan);
    const last = Math.min(this.#count, Math.ceil((scrollTop + clientHeight) / this.#rowHeight) + overscan) - 1;
    const isShown = (index) => (index >= first && index <= last) || (index === this.#kept && index < this.#count);
    for (const [index, row] of this.#rows) if (!isShown(index)) this.#release(index, row);
    for (let index = first; index <= last; index += 1) this.#show(index, isForced, isSettled);
    if (this.#kept !== null && isForced && this.#rows.has(this.#kept)) this.#show(this.#kept, true, isSettled);
    if (last >= first) this.#wanted(first, last);
  }

  #show(index, isForced, isSettled) {
    const known = this.#rows.get(index);
    if (known && !isForced) return;
    const row = known ?? this.#spare.pop() ?? this.#make();
    if (!known) {
      row.style.transform = `translateY(${index * this.#rowHeight}px)`;
      this.#rows.set(index, row);
      if (!row.isConnected) this.#space.append(row);
    } else if (isForced) {
      row.style.transform = `translateY(${index * this.#rowHeight}px)`;
    }
    row.hidden = false;
    this.#fill(row, index, isSettled);
  }

  #release(index, row) {
    this.#rows.delete(index);
    row.hidden = true;
    this.#spare.push(row);
  }
}
