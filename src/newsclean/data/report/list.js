// The list: only the rows in view are in the page, so twenty thousand documents cost as much as twenty.

const ROW = 58;
const BEYOND = 6;

class List {
  constructor(store, open) {
    this.store = store;
    this.open = open;
    this.fitting = [];
    this.current = -1; // index of a document
    this.box = $('list');
    this.rows = $('rows');
    this.box.addEventListener('scroll', () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  show(fitting) {
    this.fitting = fitting;
    this.box.scrollTop = Math.min(this.box.scrollTop, Math.max(0, fitting.length * ROW - this.box.clientHeight));
    this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - BEYOND);
    const last = Math.min(this.fitting.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + BEYOND);
    this.rows.style.height = `${this.fitting.length * ROW}px`;
    const drawn = [];
    for (let place = first; place < last; place += 1) drawn.push(this.row(place));
    this.rows.replaceChildren(...drawn);
    if (!this.fitting.length) this.rows.append(el('p', { class: 'empty' }, say('none')));
    const active = drawn.find((row) => row.getAttribute('aria-selected') === 'true');
    if (active) this.box.setAttribute('aria-activedescendant', active.id);
    else this.box.removeAttribute('aria-activedescendant');
  }

  row(place) {
    const index = this.fitting[place];
    const summary = this.store.documents[index];
    const sum = (counts) => Object.values(counts ?? {}).reduce((total, count) => total + count, 0);
    const badge = (kind, count, text) => (count ? el('span', { class: `badge ${kind}`, title: text }, number(count)) : null);
    const row = el(
      'div',
      {
        class: 'row', role: 'option', id: `row-${index}`, 'aria-selected': String(index === this.current),
        'aria-setsize': this.fitting.length, 'aria-posinset': place + 1, title: summary.name, click: () => this.open(index),
      },
      el('div', { class: 'name' }, el('bdi', {}, summary.name.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd'))),
      el(
        'div', { class: 'facts' },
        summary.state ? el('span', { class: `state ${summary.state}` }, say(`kind_${summary.state}`)) : null,
        summary.encoding ? el('span', {}, summary.encoding[0]) : null,
        badge('repair', sum(summary.repairs), say('repairs')),
        badge('strip', sum(summary.removed), say('removed')),
        badge('convert', summary.converted, say('conversions')),
        badge('warning', sum(summary.warnings), say('warnings')),
      ),
    );
    row.style.top = `${place * ROW}px`;
    return row;
  }

  /** Move by so many documents, and open the one that is reached. */
  step(by) {
    if (!this.fitting.length) return;
    const place = this.fitting.indexOf(this.current);
    const next = place < 0 ? (by < 0 || by === Infinity ? this.fitting.length - 1 : 0) : Math.min(this.fitting.length - 1, Math.max(0, place + by));
    this.reveal(next);
    this.open(this.fitting[next]);
  }

  reveal(place) {
    const top = place * ROW;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + ROW > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + ROW - this.box.clientHeight;
  }

  mark(index) {
    this.current = index;
    this.draw();
  }
}
