// Filters that are charts: each bar is how often something occurs in what fits, and a button that asks for it.

const FEW = 8;
const expanded = new Set();

function drawFacets(store, counts, changed) {
  const box = $('filters');
  const focus = document.activeElement?.dataset?.key;
  const scroll = box.scrollTop;
  const sections = FACETS.map((facet, at) => section(store, facet, at, counts[at], changed)).filter(Boolean);
  const any = store.chosen.some((chosen) => chosen.size);
  box.replaceChildren(
    el('div', { class: 'top' },
      el('button', { type: 'button', id: 'clear', disabled: !any, click: () => { store.clear(); changed(); } }, say('clear')),
      el('button', { type: 'button', class: 'close', click: () => document.body.classList.remove('filtering') }, say('close'))),
    ...sections,
  );
  box.scrollTop = scroll;
  if (focus) [...box.querySelectorAll('[data-key]')].find((button) => button.dataset.key === focus)?.focus();
}

function section(store, facet, at, counts, changed) {
  for (const key of store.chosen[at]) if (!counts.has(key)) counts.set(key, 0);
  if (!counts.size) return null;
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const most = Math.max(1, sorted[0][1]);
  const open = expanded.has(facet.id);
  const shown = open ? sorted : sorted.filter(([key], place) => place < FEW || store.chosen[at].has(key));
  const bars = shown.map(([key, count]) => {
    const bar = el('span', { class: 'bar' });
    bar.style.width = `${(100 * count) / most}%`;
    return el('li', {}, el(
      'button',
      {
        type: 'button', class: 'facet', 'aria-pressed': String(store.chosen[at].has(key)), 'data-key': `${facet.id} ${key}`,
        click: () => { store.toggle(at, key); changed(); },
      },
      bar, el('span', { class: 'label' }, facet.label(key)), el('span', { class: 'count' }, number(count)),
    ));
  });
  const rest = sorted.length - FEW;
  const toggle = rest > 0 ? el('button', {
    type: 'button', class: 'toggle', 'data-key': facet.id,
    click: () => {
      if (!expanded.delete(facet.id)) expanded.add(facet.id);
      changed();
    },
  }, open ? say('less') : say('more', { n: rest })) : null;
  return el('section', { 'data-facet': facet.id }, el('h3', {}, say(facet.id)), el('ul', {}, ...bars), toggle);
}
