/* The texts beside the statements: every passage that was read is lit, the one in hand strongly; words are marked by mouse
   and by keyboard. Offsets of the program count code points, those of the browser UTF-16 units. */

import { byId, make } from "./dom.js";
import { onChange, store } from "./store.js";

const shown = new Map();
let chosen = null;

/** From code points to UTF-16 and back; the same number where no character takes two units. */
function offsets(text) {
  if (!/[\u{10000}-\u{10ffff}]/u.test(text)) return { to: (n) => n, from: (n) => n };
  const starts = [];
  for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) starts.push(at);
  starts.push(text.length);
  const from = (unit) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { to: (n) => starts[Math.min(n, starts.length - 1)], from };
}

function render() {
  const wanted = Object.entries(store.texts);
  const same = wanted.length === shown.size && wanted.every(([id, { text }]) => shown.get(id)?.text === text);
  if (!same) {
    shown.clear();
    byId("texts").replaceChildren(
      ...wanted.map(([id, { text }]) => {
        const node = document.createTextNode(text);
        const holder = make("div.article", { "data-document": id, tabindex: "0", role: "document", "aria-label": store.documents[id]?.name ?? id }, node);
        shown.set(id, { text, node, holder, ...offsets(text) });
        return make("article", {}, make("h2", {}, store.documents[id]?.name ?? id), holder);
      }),
    );
  }
  light();
}

function rangeOf(document, [start, end]) {
  const found = shown.get(document);
  if (!found) return null;
  const range = new Range();
  range.setStart(found.node, Math.min(found.to(start), found.text.length));
  range.setEnd(found.node, Math.min(found.to(end), found.text.length));
  return range;
}

/** All passages at once, by what they are. */
function light() {
  if (!CSS.highlights) return;
  const sets = { said: [], open: [], moved: [], hand: [], finding: [] };
  for (const entry of Object.values(store.entries)) {
    for (const part of entry.parts) {
      const range = part.at && rangeOf(part.document, part.at);
      if (!range) continue;
      sets[entry === chosen ? "hand" : part.moved ? "moved" : entry.decided ? "said" : "open"].push(range);
    }
  }
  for (const finding of Object.values(store.findings)) {
    const range = finding.at && finding.document && ["correction", "precision"].includes(finding.role) && rangeOf(finding.document, finding.at);
    if (range) sets.finding.push(range);
  }
  for (const [name, ranges] of Object.entries(sets)) CSS.highlights.set(name, new Highlight(...ranges));
}

/** Light the passages of an entry strongly, and bring the first into view. */
export function showEntry(entry) {
  chosen = entry;
  light();
  const part = entry?.parts.find((one) => one.at);
  const range = part && rangeOf(part.document, part.at);
  if (!range) return;
  const rect = range.getBoundingClientRect();
  const holder = byId("text");
  const frame = holder.getBoundingClientRect();
  if (rect.top < frame.top + 40 || rect.bottom > frame.bottom - 40) holder.scrollTop += rect.top - frame.top - frame.height / 3;
}

/** The entry whose words stand at a point. */
export function entryAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
  const [node, unit] = [caret?.offsetNode ?? caret?.startContainer, caret?.offset ?? caret?.startOffset];
  for (const [id, found] of shown) {
    if (found.node !== node) continue;
    const at = found.from(unit);
    const holding = Object.values(store.entries).filter((entry) =>
      entry.parts.some((part) => part.document === id && part.at && part.at[0] <= at && at < part.at[1]),
    );
    return holding.at(-1) ?? null;
  }
  return null;
}

/** What is selected in a text, as the program counts it; null for nothing. */
export function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  for (const [id, found] of shown) {
    if (!range.intersectsNode(found.node)) continue;
    // What was begun outside the text begins with it.
    const start = range.startContainer === found.node ? range.startOffset : 0;
    const end = range.endContainer === found.node ? range.endOffset : found.text.length;
    return { document: id, start: found.from(start), end: found.from(end), words: found.text.slice(start, end) };
  }
  return null;
}

/** Begin to mark by keyboard, behind the words of an entry. */
export function startMarking(entry) {
  const part = entry?.parts.find((one) => one.at);
  const [id, found] = part && shown.has(part.document) ? [part.document, shown.get(part.document)] : ([...shown][0] ?? []);
  if (!found) return false;
  found.holder.focus();
  const at = part && part.document === id ? found.to(part.at[1]) : 0;
  getSelection().collapse(found.node, Math.min(at, found.text.length));
  byId("marking").hidden = false;
  showCursor();
  return true;
}

/** Where the next word will be marked from: a text that cannot be typed in shows no cursor of its own. */
function showCursor() {
  const { focusNode, focusOffset } = getSelection();
  const range = new Range();
  if (focusNode?.nodeType !== Node.TEXT_NODE) return;
  range.setStart(focusNode, Math.max(focusOffset - 1, 0));
  range.setEnd(focusNode, Math.min(Math.max(focusOffset, 1), focusNode.length));
  CSS.highlights?.set("cursor", new Highlight(range));
}

export function stopMarking() {
  CSS.highlights?.delete("cursor");
  byId("marking").hidden = true;
  getSelection().removeAllRanges();
}

export function moveMark(direction, extend, step = "word") {
  getSelection().modify(extend ? "extend" : "move", direction, step);
  showCursor();
  const node = getSelection().focusNode;
  const holder = node?.parentElement?.closest(".article");
  if (!holder) return;
  const range = new Range();
  range.setStart(node, getSelection().focusOffset);
  range.collapse(true);
  const rect = range.getBoundingClientRect();
  const frame = byId("text").getBoundingClientRect();
  if (rect.bottom && (rect.top < frame.top + 20 || rect.bottom > frame.bottom - 20)) byId("text").scrollTop += rect.top - frame.top - frame.height / 2;
}

onChange((changed) => {
  if (changed === null || changed.texts) render();
  else if (changed.entries || changed.findings) light();
  if (changed?.documents) for (const [id, { holder }] of shown) holder.previousElementSibling.textContent = store.documents[id]?.name ?? id;
});
