// Elements, words and text. Nothing here or below writes HTML: text from files becomes text nodes only.

const $ = (id) => document.getElementById(id);

/** An element; a function among the attributes is a listener, null leaves an attribute out. */
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const WORDS = JSON.parse(new TextDecoder().decode(bytesOf(document.body.dataset.words)));
const LANGUAGES = ['en', 'zh-Hans', 'zh-Hant'];
let language = 'en';

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** A word of the page; what is not in the table stands for itself. */
function word(kind, key, values = {}) {
  const found = Object.hasOwn(WORDS[kind], key) ? WORDS[kind][key][language] : String(key);
  return found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const say = (key, values) => word('page', key, values);
const number = (value) => value.toLocaleString(language);

/** What a rule means. A wrong decoding is named after two encodings, and edits that touch share one name. */
function explained(stage, rule) {
  if (stage !== 'repair') {
    const own = `${stage}-${rule}`;
    return word('reasons', Object.hasOwn(WORDS.reasons, own) ? own : stage);
  }
  return rule.split('+').map((name) => {
    const pair = name.split('-as-');
    if (pair.length === 2) return word('rules', 'wrong-decoding', { true: pair[0], as: pair[1] });
    return word('rules', name);
  }).join(' ');
}

// Controls, formats (zero-width, direction), separators, private use, lone surrogates, spaces of odd widths.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u00a0\u2000-\u200a\u202f\u205f]/u;
const PIECES = new RegExp(`(${INVISIBLE.source})`, 'u');
const NAMES = { 9: '⇥', 10: '↵', 13: '␍', 0xa0: 'NBSP', 0xad: 'SHY', 0xfeff: 'BOM', 0x200b: 'ZWSP', 0x200c: 'ZWNJ', 0x200d: 'ZWJ' };

/** Append text; invisible characters become marks that name them. Those that join emoji stay. */
function appendText(parent, text, marked) {
  if (!marked || !INVISIBLE.test(text)) {
    parent.append(text);
    return;
  }
  const pieces = text.split(PIECES);
  pieces.forEach((piece, index) => {
    if (index % 2 === 0) {
      if (piece) parent.append(piece);
    } else if (piece === '\u200d' && /[\p{Extended_Pictographic}\ufe0f\u{1f3fb}-\u{1f3ff}]$/u.test(pieces[index - 1])) {
      parent.append(piece);
    } else {
      const code = piece.codePointAt(0);
      const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
      parent.append(el('span', { class: 'invisible', title: name }, NAMES[code] ?? name));
      if (code === 9) parent.append(piece);
    }
  });
}
