// The documents: their summaries, which of them fit the filters, and their texts, unpacked when asked for.

async function unpacked(id) {
  const bytes = bytesOf($(id).textContent);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return JSON.parse(await new Response(stream).text());
}

const kindsOf = (summary) => {
  if (summary.state) return [summary.state];
  const kinds = [];
  if (Object.keys(summary.repairs).length) kinds.push('repaired');
  if (Object.keys(summary.removed).length) kinds.push('stripped');
  if (summary.converted || summary.script[2]) kinds.push('converted');
  if (!kinds.length) kinds.push('unchanged');
  if (Object.keys(summary.warnings).length) kinds.push('warned');
  return kinds;
};

const one = (key) => (key ? { [key]: 1 } : {});
const scriptOf = (s) => (s.script[0] === s.script[1] ? s.script[0] : `${s.script[0]} → ${s.script[1]}`);
const scriptLabel = (key) => key.split(' → ').map((name) => word('scripts', name)).join(' → ');

// What can be filtered by: its title among the words, where its labels are, and its keys with their counts.
const FACETS = [
  { id: 'kinds', label: (key) => say(`kind_${key}`), keys: (s) => Object.fromEntries(kindsOf(s).map((kind) => [kind, 1])) },
  { id: 'encodings', label: (key) => key, keys: (s) => one(s.encoding && s.encoding[0]) },
  { id: 'scripts', label: scriptLabel, keys: (s) => one(s.script && scriptOf(s)) },
  { id: 'rules', label: (key) => key, keys: (s) => s.repairs ?? {} },
  { id: 'removed_roles', label: (key) => word('roles', key), keys: (s) => s.removed ?? {} },
  { id: 'line_rules', label: (key) => key, keys: (s) => s.rules ?? {} },
  { id: 'warnings', label: (key) => word('warnings', key), keys: (s) => s.warnings ?? {} },
  { id: 'roles', label: (key) => word('roles', key), keys: (s) => s.roles ?? {} },
];

const KEPT_BLOCKS = 16;

class Store {
  constructor(documents) {
    this.documents = documents;
    this.facets = documents.map((summary) => FACETS.map((facet) => facet.keys(summary)));
    this.names = documents.map((summary) => `${summary.name}\n${summary.title ?? ''}`.toLowerCase());
    this.chosen = FACETS.map(() => new Set());
    this.query = '';
    this.inText = new Set();
    this.blocks = new Map();
    this.search = 0;
  }

  async text(index) {
    const [block, place] = this.documents[index].at;
    return (await this.block(block))[place];
  }

  async block(number) {
    let found = this.blocks.get(number);
    if (found) this.blocks.delete(number);
    else found = unpacked(`block-${number}`);
    this.blocks.set(number, found);
    if (this.blocks.size > KEPT_BLOCKS) this.blocks.delete(this.blocks.keys().next().value);
    return found;
  }

  /** The documents that fit, and for each facet the counts over those that fit all others. */
  result() {
    const fitting = [];
    const counts = FACETS.map(() => new Map());
    this.documents.forEach((_, index) => {
      if (this.query && !this.names[index].includes(this.query) && !this.inText.has(index)) return;
      const keys = this.facets[index];
      let failing = -1;
      for (let f = 0; f < FACETS.length; f += 1) {
        const chosen = this.chosen[f];
        if (chosen.size && !Object.keys(keys[f]).some((key) => chosen.has(key))) {
          if (failing >= 0) return;
          failing = f;
        }
      }
      if (failing < 0) fitting.push(index);
      for (let f = 0; f < FACETS.length; f += 1) {
        if (failing >= 0 && failing !== f) continue;
        for (const [key, count] of Object.entries(keys[f])) counts[f].set(key, (counts[f].get(key) ?? 0) + count);
      }
    });
    return { fitting, counts };
  }

  toggle(facet, key) {
    const chosen = this.chosen[facet];
    if (!chosen.delete(key)) chosen.add(key);
  }

  clear() {
    this.chosen.forEach((chosen) => chosen.clear());
  }

  /** Search names at once, and then all texts, block by block; `found` is called when there is more. */
  async find(query, found) {
    const code = /^u\+([0-9a-f]{2,6})$/i.exec(query);
    this.query = (code && parseInt(code[1], 16) <= 0x10ffff ? String.fromCodePoint(parseInt(code[1], 16)) : query).toLowerCase();
    this.inText = new Set();
    this.search += 1;
    const search = this.search;
    found(!this.query);
    if (!this.query) return;
    const places = new Map();
    this.documents.forEach(({ at: [block, place] }, index) => {
      if (!places.has(block)) places.set(block, []);
      places.get(block).push([place, index]);
    });
    let shown = performance.now();
    for (const [block, members] of places) {
      const texts = await this.block(block);
      if (search !== this.search) return;
      for (const [place, index] of members) if (holds(texts[place], this.query)) this.inText.add(index);
      if (performance.now() - shown > 150) {
        found(false);
        shown = performance.now();
      }
    }
    found(true);
  }
}

/** Whether a text holds a word as it came or as it goes out. */
function holds(body, query) {
  if (!body.pieces) return body.message.toLowerCase().includes(query);
  const side = (at) => body.pieces.map((piece) => (typeof piece === 'string' ? piece : piece[at])).join('').toLowerCase();
  return side(0).includes(query) || side(1).includes(query);
}
