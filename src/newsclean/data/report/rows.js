// The pieces of a text as rows: a line as it came beside the line as it goes out.

const LINE_END = /\r\n|\n|\r/;

/**
 * A row has parts in order: {text} stays, {edit, before, after} was changed. `left` and `right` are line numbers, or 0
 * where a side has no line of its own there.
 */
function rowsOf(pieces) {
  const rows = [];
  let parts = [];
  let left = 0;
  let right = 0;
  let leftOpen = false; // whether the last row left its line unfinished
  let rightOpen = false;
  const flush = (leftEnds, rightEnds) => {
    const hasLeft = leftEnds || parts.some((part) => part.text || part.before);
    const hasRight = rightEnds || parts.some((part) => part.text || part.after);
    if (hasLeft && !leftOpen) left += 1;
    if (hasRight && !rightOpen) right += 1;
    rows.push({
      parts, left: hasLeft && !leftOpen ? left : 0, right: hasRight && !rightOpen ? right : 0,
      hasLeft, hasRight, changed: parts.some((part) => part.edit),
    });
    if (hasLeft) leftOpen = !leftEnds;
    if (hasRight) rightOpen = !rightEnds;
    parts = [];
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      const lines = piece.split(LINE_END);
      lines.forEach((text, at) => {
        if (text) parts.push({ text });
        if (at < lines.length - 1) flush(true, true);
      });
      continue;
    }
    const before = piece[0].split(LINE_END);
    const after = piece[1].split(LINE_END);
    for (let at = 0; at < Math.max(before.length, after.length); at += 1) {
      const leftEnds = at < before.length - 1;
      const rightEnds = at < after.length - 1;
      const part = { edit: piece, before: before[at] ?? '', after: after[at] ?? '', leftEnds, rightEnds };
      if (part.before || part.after || leftEnds !== rightEnds) parts.push(part);
      if (leftEnds || rightEnds) flush(leftEnds, rightEnds);
    }
  }
  if (parts.length) flush(false, false);
  return rows;
}

/** The rows to show: all, or those that changed with one line around them and gaps between. */
function shownRows(rows, changesOnly) {
  if (!changesOnly) return rows;
  const near = rows.map((row, at) => row.changed || (rows[at - 1]?.changed ?? false) || (rows[at + 1]?.changed ?? false));
  const shown = [];
  let hidden = 0;
  rows.forEach((row, at) => {
    if (!near[at]) {
      hidden += 1;
      return;
    }
    if (hidden) shown.push({ gap: hidden });
    hidden = 0;
    shown.push(row);
  });
  if (hidden) shown.push({ gap: hidden });
  return shown;
}

/** What a change counts as: what is gone is removed, whatever was done to it before. */
function kindOf(edit) {
  const stages = edit[2].map((reason) => reason[0]);
  return ['strip', 'repair', 'convert'].find((stage) => stages.includes(stage)) ?? 'repair';
}
