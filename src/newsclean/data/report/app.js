// What ties the parts together: language, light and dark, the keyboard, the address.

const settings = {
  side: innerWidth > 720, changesOnly: false, invisible: true, theme: '', language: '',
  save() {
    try {
      localStorage.setItem('newsclean', JSON.stringify({ ...this, save: undefined }));
    } catch { /* a page from disk may keep nothing */ }
  },
};
try {
  Object.assign(settings, JSON.parse(localStorage.getItem('newsclean') ?? '{}'));
} catch { /* nothing was kept */ }

/** The language of the reader among those of the page: zh-TW, zh-HK and zh-MO read Traditional. */
function preferred() {
  const asked = settings.language || document.documentElement.dataset.language || navigator.language || 'en';
  if (!/^zh/i.test(asked)) return 'en';
  return /hant|tw|hk|mo/i.test(asked) ? 'zh-Hant' : 'zh-Hans';
}

function label() {
  document.documentElement.lang = language;
  $('language').value = language;
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', say(element.dataset.label));
    if (element.tagName === 'BUTTON') element.title = say(element.dataset.label);
  }
  $('search').placeholder = say('search');
  $('search').setAttribute('aria-label', say('search'));
  $('help').querySelector('dl').replaceChildren(...KEYS.filter((key) => key.word).flatMap((key) => [
    el('dt', {}, ...key.shown.map((name) => el('kbd', {}, name))), el('dd', {}, say(key.word)),
  ]));
}

function dark(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
}

const KEYS = [
  { shown: ['/'], word: 'key_search', keys: ['/'], run: () => { $('search').focus(); $('search').select(); } },
  { shown: ['j', 'k'], word: 'key_next', keys: ['j'], run: (app) => app.list.step(1) },
  { keys: ['k'], run: (app) => app.list.step(-1) },
  { shown: ['n', 'p'], word: 'key_change', keys: ['n'], run: (app) => app.view.step(1) },
  { keys: ['p'], run: (app) => app.view.step(-1) },
  { shown: ['s', 'i'], word: 'key_view', keys: ['s'], run: (app) => app.set('side', true) },
  { keys: ['i'], run: (app) => app.set('side', false) },
  { shown: ['c'], word: 'key_changes', keys: ['c'], run: (app) => app.set('changesOnly', !settings.changesOnly) },
  { shown: ['v'], word: 'key_invisible', keys: ['v'], run: (app) => app.set('invisible', !settings.invisible) },
  { shown: ['t'], word: 'key_theme', keys: ['t'], run: () => $('theme').click() },
  { shown: ['?'], word: 'key_help', keys: ['?'], run: () => $('help').showModal() },
  { shown: ['Esc'], word: 'key_close', keys: ['Escape'], run: (app) => app.back() },
];

class App {
  constructor(documents) {
    this.store = new Store(documents);
    this.list = new List(this.store, (index) => this.open(index));
    this.view = new View(settings);
    this.done = true;
  }

  start() {
    this.listen();
    this.update();
    this.view.welcome();
    const asked = /^#(\d+)$/.exec(location.hash);
    if (asked && Number(asked[1]) < this.store.documents.length) this.open(Number(asked[1]));
    document.body.classList.add('ready');
  }

  listen() {
    const search = $('search');
    let timer = 0;
    search.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.store.find(search.value.trim(), (done) => { this.done = done; this.update(); }), 120);
    });
    search.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'Enter') $('list').focus();
      else if (event.key === 'Escape') search.blur();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    $('open-filters').addEventListener('click', () => document.body.classList.toggle('filtering'));
    $('open-help').addEventListener('click', () => $('help').showModal());
    $('theme').addEventListener('click', () => {
      const now = document.documentElement.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
      settings.theme = now === 'dark' ? 'light' : 'dark';
      dark(settings.theme);
      settings.save();
    });
    $('language').addEventListener('change', () => {
      settings.language = $('language').value;
      settings.save();
      this.speak();
    });
    $('list').addEventListener('keydown', (event) => {
      const page = Math.max(1, Math.floor($('list').clientHeight / ROW) - 1);
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
      if (event.key in steps) this.list.step(steps[event.key]);
      else if (event.key === 'Enter' || event.key === 'ArrowRight') $('document').focus();
      else return;
      event.preventDefault();
    });
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || $('help').open) return;
      if (event.target.matches('input, select, textarea')) return;
      const key = KEYS.find((known) => known.keys.includes(event.key));
      if (!key) return;
      event.preventDefault();
      key.run(this);
    });
  }

  speak() {
    language = preferred();
    label();
    this.update();
    if (this.view.shown) this.view.draw();
    else this.view.welcome();
  }

  update() {
    const { fitting, counts } = this.store.result();
    this.list.show(fitting);
    drawFacets(this.store, counts, () => this.update());
    const all = this.store.documents.length;
    const sum = (id) => [...counts[FACETS.findIndex((facet) => facet.id === id)].values()].reduce((a, b) => a + b, 0);
    const converted = fitting.reduce((total, index) => total + (this.store.documents[index].converted ?? 0), 0);
    const facts = [
      ['', say('shown', { n: number(fitting.length), all: number(all) })],
      // In the colours that they have in the list and in the texts: the key to them.
      ['badge repair', `${say('repairs')} ${number(sum('rules'))}`],
      ['badge strip', `${say('removed')} ${number(sum('removed_roles'))}`],
      ['badge convert', `${say('conversions')} ${number(converted)}`],
      ['badge warning', `${say('warnings')} ${number(sum('warnings'))}`],
    ];
    if (!this.done) facts.push(['', say('searching')]);
    $('totals').replaceChildren(...facts.map(([kind, fact]) => el('span', { class: kind }, fact)));
  }

  async open(index) {
    this.opening = index;
    this.list.mark(index);
    const body = await this.store.text(index);
    if (this.opening !== index) return;
    this.view.show(this.store.documents[index], body, () => this.back());
    document.body.classList.add('reading');
    history.replaceState(null, '', `#${index}`);
  }

  set(name, value) {
    settings[name] = value;
    settings.save();
    if (this.view.shown) this.view.draw();
  }

  back() {
    this.view.hideTip();
    document.body.classList.remove('reading', 'filtering');
    $('list').focus();
  }
}

async function begin() {
  dark(settings.theme);
  language = preferred();
  label();
  if (typeof DecompressionStream === 'undefined') {
    $('document').replaceChildren(el('p', { class: 'empty' }, say('old')));
    return;
  }
  new App((await unpacked('index')).documents).start();
}

begin();
