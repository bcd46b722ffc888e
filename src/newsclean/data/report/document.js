// One document: what came in and what goes out, and why.

const CHUNK = 300; // rows that are put into the page at a time
const CHUNK_PARTS = 6000;

class View {
  constructor(settings) {
    this.settings = settings;
    this.box = $('document');
    this.tip = $('tip');
    this.opened = 0;
    for (const event of ['mouseover', 'focusin']) this.box.addEventListener(event, (e) => this.point(e));
    for (const event of ['mouseout', 'focusout']) this.box.addEventListener(event, () => this.hideTip());
    this.box.addEventListener('scroll', () => this.hideTip(), { passive: true });
  }

  welcome() {
    this.box.replaceChildren(el('p', { class: 'empty' }, say('choose')));
  }

  async show(summary, body, back) {
    this.hideTip();
    this.shown = { summary, body, back };
    this.rows = body.pieces ? rowsOf(body.pieces) : [];
    this.draw();
    this.box.scrollTop = 0;
  }

  draw() {
    const { summary, body, back } = this.shown;
    this.edits = [];
    this.lines = shownRows(this.rows, this.settings.changesOnly);
    this.at = 0;
    const table = el('div', { class: `lines ${this.settings.side ? 'side' : 'inline'}` });
    if (this.settings.side && this.lines.length) {
      table.append(el('div', { class: 'line head' }, el('b', { class: 'cell' }, say('before')), el('b', { class: 'cell' }, say('after'))));
    }
    this.table = table;
    this.box.replaceChildren(
      el('button', { class: 'back', type: 'button', click: back }, `← ${say('back')}`),
      el('h2', {}, el('bdi', {}, shownName(summary.name))),
      this.facts(summary), this.bar(body), ...this.remarks(body),
      body.message !== undefined ? el('p', { class: 'message' }, body.message) : table,
    );
    if (body.pieces && !this.rows.some((row) => row.changed)) table.before(el('p', { class: 'empty' }, say('unchanged')));
    this.more();
  }

  facts(summary) {
    if (summary.state) return el('p', { class: 'facts' }, el('span', { class: `state ${summary.state}` }, say(`kind_${summary.state}`)));
    const [encoding, confidence, how] = summary.encoding;
    const conversion = summary.script[2] ? ` (${summary.script[2]})` : '';
    return el(
      'p', { class: 'facts' },
      el('span', {}, say('encoding_is', { name: encoding, how: word('how', how), sure: say('confidence', { n: confidence }) })),
      el('span', {}, say('script_is', { name: `${scriptLabel(scriptOf(summary))}${conversion}` })),
    );
  }

  bar(body) {
    if (!body.pieces) return null;
    const button = (key, pressed, action) => el('button', { type: 'button', 'aria-pressed': String(pressed), click: action }, say(key));
    const set = (name, value) => () => {
      this.settings[name] = value;
      this.settings.save();
      this.draw();
    };
    const { side, changesOnly, invisible } = this.settings;
    return el(
      'div', { class: 'bar' },
      button('side', side, set('side', true)), button('inline', !side, set('side', false)),
      button('changes_only', changesOnly, set('changesOnly', !changesOnly)),
      button('invisible', invisible, set('invisible', !invisible)),
    );
  }

  remarks(body) {
    const found = [];
    if (body.saved) found.push(el('p', { class: 'remark' }, say('saved')));
    if (body.notes?.length) {
      found.push(el('details', {}, el('summary', {}, `${say('notes')} (${body.notes.length})`), el('ul', {}, ...body.notes.map((note) => el('li', {}, note[language])))));
    }
    if (body.warnings?.length) {
      const items = body.warnings.slice(0, 200).map(([kind, line, column, message]) => {
        const place = line === null ? '' : `${column === null ? say('line', { line }) : say('place', { line, column })}: `;
        const item = el('li', {}, el('b', {}, word('warnings', kind)), ` · ${place}`);
        appendText(item, message[language], true);
        return item;
      });
      found.push(el('details', { class: 'warnings', open: items.length < 4 }, el('summary', {}, `${say('warnings')} (${number(body.warnings.length)})`), el('ul', {}, ...items)));
    }
    return found;
  }

  /** Put the next lines into the page, and a button that asks for more; coming near presses it. */
  more() {
    this.table.querySelector('.more')?.remove();
    const end = this.at + CHUNK;
    let parts = 0;
    while (this.at < Math.min(end, this.lines.length) && parts < CHUNK_PARTS) {
      const line = this.lines[this.at];
      parts += line.parts?.length ?? 0;
      this.table.append(this.line(line));
      this.at += 1;
    }
    if (this.at >= this.lines.length) return;
    const button = el('button', { class: 'more', type: 'button', click: () => this.more() }, say('show_lines'));
    this.table.append(button);
    new IntersectionObserver((seen, observer) => {
      if (!seen[0].isIntersecting) return;
      observer.disconnect();
      if (button.isConnected) this.more();
    }, { root: null, rootMargin: '600px' }).observe(button);
  }

  line(row) {
    if (row.gap) return el('div', { class: 'gap' }, say('lines_left_out', { n: number(row.gap) }));
    const line = el('div', { class: row.changed ? 'line changed' : 'line' });
    if (this.settings.side) {
      line.append(this.cell(row, 'before', row.left, row.hasLeft), this.cell(row, 'after', row.right, row.hasRight));
      return line;
    }
    const cell = el('div', { class: 'cell' }, el('span', { class: 'number' }, row.left ? String(row.left) : ''));
    const text = el('span', { class: 'text' });
    for (const part of row.parts) {
      if (!part.edit) appendText(text, part.text, this.settings.invisible);
      else {
        if (part.before || part.leftEnds) text.append(this.change(part, 'before', !part.after));
        if (part.after || part.rightEnds) text.append(this.change(part, 'after', true));
      }
    }
    cell.append(text);
    line.append(cell);
    return line;
  }

  cell(row, side, lineNumber, present) {
    const cell = el('div', { class: present ? `cell ${side}` : `cell ${side} absent` }, el('span', { class: 'number' }, lineNumber ? String(lineNumber) : ''));
    const text = el('span', { class: 'text' });
    for (const part of row.parts) {
      if (!part.edit) appendText(text, part.text, this.settings.invisible);
      else if (part[side] || (side === 'before' ? part.leftEnds && !part.rightEnds : part.rightEnds && !part.leftEnds)) {
        text.append(this.change(part, side, side === 'after' || !part.after));
      } else if (side === 'after' && row.hasRight) text.append(el('span', { class: `place ${kindOf(part.edit)}` }));
    }
    cell.append(text);
    return cell;
  }

  change(part, side, reachable) {
    const kind = kindOf(part.edit);
    const name = side === 'before' ? 'del' : 'ins';
    const mark = el(name, { class: `change ${kind}`, tabindex: reachable ? '0' : '-1', 'data-edit': String(this.edits.length) });
    this.edits.push(part.edit);
    appendText(mark, part[side], true);
    const ends = side === 'before' ? part.leftEnds && !part.rightEnds : part.rightEnds && !part.leftEnds;
    if (ends && (kind !== 'strip' || !part[side])) mark.append(el('span', { class: 'invisible' }, '↵'));
    return mark;
  }

  /** The next or the previous change gets the focus. */
  step(by) {
    const marks = [...this.box.querySelectorAll('.change[tabindex="0"]')];
    if (!marks.length) return;
    const at = marks.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : marks.length - 1) : at + by;
    const mark = marks[Math.min(marks.length - 1, Math.max(0, next))];
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: 'center' });
    this.showTip(mark);
  }

  point(event) {
    const mark = event.target.closest?.('.change');
    if (mark) this.showTip(mark);
  }

  showTip(mark) {
    const [before, after, reasons, margin] = this.edits[Number(mark.dataset.edit)];
    const row = (key, ...content) => [el('dt', {}, say(key)), el('dd', {}, ...content)];
    const quoted = (text) => {
      if (!text) return el('i', {}, say('nothing'));
      const sample = el('span', { class: 'sample' });
      appendText(sample, text.length > 160 ? `${text.slice(0, 160)}…` : text, true);
      return sample;
    };
    const facts = [...row('was', quoted(before)), ...row('became', quoted(after))];
    for (const [stage, rule, role] of reasons) {
      facts.push(el('dt', { class: `stage ${stage}` }, word('stages', stage)), el('dd', {}, explained(stage, rule)));
      facts.push(...row('rule', el('code', {}, rule)));
      if (role) facts.push(...row('role', word('roles', role)));
    }
    if (reasons.some(([stage]) => stage === 'repair')) {
      facts.push(...row('margin', margin === null ? say('exact') : say('nats', { n: margin })));
    }
    this.tip.replaceChildren(el('dl', {}, ...facts));
    this.tip.hidden = false;
    mark.setAttribute('aria-describedby', 'tip');
    const place = mark.getBoundingClientRect();
    const size = this.tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(place.left, innerWidth - size.width - 8));
    const above = place.bottom + size.height + 12 > innerHeight && place.top > size.height + 12;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${above ? place.top - size.height - 6 : Math.min(place.bottom + 6, innerHeight - size.height - 8)}px`;
  }

  hideTip() {
    this.tip.hidden = true;
  }
}

/** A name whose marks of direction and controls show, so that it can pass for no other. */
function shownName(name) {
  const shown = el('span');
  appendText(shown, name, true);
  return shown;
}
