/* The list at the left: statements, claims, sources, documents or findings, filtered; one row is in hand. */

import { badge, byId, labels, make, quoted, words } from "./dom.js";
import { onChange, store } from "./store.js";

const FIRST = 400;
const PANES = { statements: "entries", claims: "claims", sources: "sources", documents: "documents", findings: "findings" };
let pane = "statements";
const inHand = { statements: null, claims: null, sources: null, documents: null, findings: null };
const followers = [];
let rows = new Map();

/** Call `follow(pane, key)` when another row is taken in hand. */
export const onChoose = (follow) => followers.push(follow);
export const currentPane = () => pane;
export const current = () => inHand[pane];

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
/** Words between quotation marks, ours between brackets; cut where they are long. */
const said = (part) => {
  const told = part.words.length > 110 ? `${part.words.slice(0, 108)}…` : part.words;
  return part.quoted ? quoted(told) : `(${told})`;
};
const chainText = (entry) => entry.chain.map((hop) => (hop.label ?? hop.name) + (hop.inferred ? "?" : "")).join(" → ") || (entry.own ? words.own : words.unnamed);
const severe = { error: 0, warning: 1, note: 2 };
const strongest = (entry) => entry.findings.map((key) => store.findings[key]).filter(Boolean).sort((a, b) => severe[a.severity] - severe[b.severity])[0];

/** Moved and lost quotations come first: nothing else can be trusted before they are looked at. */
const troubled = (entry) => entry.parts.some((part) => part.lost || part.moved);

function fits(key, item) {
  const searched = fold(byId("find").value.trim());
  const text = {
    statements: () => `${chainText(item)} ${item.parts.map((part) => `${part.words} ${part.claim}`).join(" ")}`,
    claims: () => `${item.text} ${item.id} ${item.label}`,
    sources: () => `${item.name} ${item.id} ${item.aliases.join(" ")}`,
    documents: () => `${item.name} ${item.id}`,
    findings: () => `${item.title} ${item.message} ${item.about} ${item.rule}`,
  }[pane]();
  if (searched && !fold(text).includes(searched)) return false;
  if (pane !== "statements") return true;
  const whose = byId("whose").value;
  if (whose && !item.chain.some((hop) => hop.id === whose)) return false;
  return {
    all: true,
    undecided: !item.decided,
    unclear: item.unclear,
    with_findings: item.findings.length > 0,
    unanchored: item.parts.some((part) => !part.at),
  }[byId("which").value];
}

function fill(row, key, item) {
  const told = {
    statements: () => [
      make("span.mark", { "aria-hidden": "true" }, item.decided ? "✓" : "○"),
      make("span.who", {}, chainText(item)),
      ...item.parts.map((part) => make("span.words", {}, `${part.verb} ${said(part)}`)),
      troubled(item) && make("span.trouble", {}, item.parts.some((part) => part.lost) ? words.lost : words.moved),
      strongest(item) && make("span.found", { "data-severity": strongest(item).severity }, strongest(item).title),
    ],
    claims: () => [badge(item.status, item.label), make("span.words", {}, item.text)],
    sources: () => [make("span.who", {}, item.name), make("span.words", {}, [labels.kind[item.kind], item.role].filter(Boolean).join(", "))],
    documents: () => [make("span.who", {}, item.name), make("span.words", {}, item.headline || item.file || item.url)],
    findings: () => [make("span.found", { "data-severity": item.severity }, item.title), make("span.words", {}, item.about), make("span.words", {}, item.message)],
  }[pane]();
  row.replaceChildren(...told.filter(Boolean));
  row.classList.toggle("open", pane === "statements" && !item.decided);
  row.setAttribute("aria-current", String(key === inHand[pane]));
}

function keys() {
  const section = store[PANES[pane]];
  const found = Object.keys(section).filter((key) => fits(key, section[key]));
  // What is to be corrected is told first, whatever the file begins with.
  if (pane === "findings") return found.sort((a, b) => severe[section[a].severity] - severe[section[b].severity]);
  if (pane !== "statements") return found;
  return [...found.filter((key) => troubled(section[key])), ...found.filter((key) => !troubled(section[key]))];
}

function row(key) {
  const made = make("button.row", { type: "button", "data-key": key, onclick: () => choose(key, true) });
  fill(made, key, store[PANES[pane]][key]);
  return made;
}

export function render() {
  const found = keys();
  if (!found.includes(inHand[pane])) inHand[pane] = found.find((key) => pane === "statements" && !store.entries[key].decided) ?? found[0] ?? null;
  const at = Math.max(found.indexOf(inHand[pane]), 0);
  // The first rows at once, and those about the one in hand; the others when there is time.
  const from = Math.max(0, at - FIRST / 2);
  rows = new Map(found.map((key) => [key, null]));
  const holder = byId("rows");
  const shown = found.slice(from, from + FIRST);
  for (const key of shown) rows.set(key, row(key));
  holder.replaceChildren(...(found.length ? shown.map((key) => rows.get(key)) : [make("p.none", {}, words.none)]));
  if (shown.length < found.length) holder.append(make("p.none", {}, `${shown.length} / ${found.length}`));
  for (const [name, section] of Object.entries(PANES)) byId(`tab-${name}`).querySelector("small").textContent = Object.keys(store[section]).length;
  byId("rows").setAttribute("aria-labelledby", `tab-${pane}`);
  progress();
}

function progress() {
  const all = Object.values(store.entries);
  const done = all.filter((entry) => entry.decided).length;
  byId("progress").max = all.length || 1;
  byId("progress").value = done;
  byId("progress-said").textContent = words.progress.replace("{done}", done).replace("{all}", all.length);
}

/** Take a row in hand; with `focus` the keyboard goes there. */
export function choose(key, focus = false) {
  if (key === null || key === undefined) return;
  const before = inHand[pane];
  inHand[pane] = key;
  if (!rows.get(key)) render();
  rows.get(before)?.setAttribute("aria-current", "false");
  const now = rows.get(key);
  now?.setAttribute("aria-current", "true");
  now?.scrollIntoView({ block: "nearest" });
  if (focus) now?.focus({ preventScroll: true });
  for (const follow of followers) follow(pane, key);
}

export function show(name, key = null) {
  if (pane !== name) {
    pane = name;
    for (const other of Object.keys(PANES)) byId(`tab-${other}`).setAttribute("aria-selected", String(other === pane));
    byId("find").value = "";
    if (key !== null) inHand[pane] = key;
    render();
  }
  choose(key ?? inHand[pane], true);
}

/** The next or previous row; with `open` the next that is undecided or has a finding. */
export function step(by, open = false) {
  const found = [...rows.keys()];
  let at = found.indexOf(inHand[pane]);
  do at += by;
  while (open && pane === "statements" && found[at] !== undefined && store.entries[found[at]].decided && !store.entries[found[at]].findings.length);
  if (found[at] !== undefined) choose(found[at], true);
}

/** After a decision, the next undecided row, from here on and then from the top. */
export function next() {
  const found = [...rows.keys()];
  const at = found.indexOf(inHand.statements);
  const open = [...found.slice(at + 1), ...found.slice(0, at + 1)].find((key) => store.entries[key] && !store.entries[key].decided);
  if (open !== undefined) choose(open, true);
}

onChange((changed) => {
  if (changed === null || changed.sources) {
    const speaking = new Map(Object.values(store.entries).flatMap((entry) => entry.chain.map((hop) => [hop.id, hop.name])));
    const whose = byId("whose");
    const chosen = whose.value;
    whose.replaceChildren(whose.options[0], ...[...speaking].map(([id, name]) => make("option", { value: id }, name)));
    whose.value = chosen;
  }
  const section = PANES[pane];
  if (changed === null || changed[section]?.order || (pane === "statements" && changed.findings)) {
    render();
    choose(inHand[pane]);
    return;
  }
  for (const key of Object.keys(changed[section]?.put ?? {})) {
    const shown = rows.get(key);
    if (shown) fill(shown, key, store[section][key]);
  }
  progress();
  if (inHand[pane] !== null) for (const follow of followers) follow(pane, inHand[pane]);
});

for (const name of Object.keys(PANES)) byId(`tab-${name}`).addEventListener("click", () => show(name));
for (const id of ["find", "which", "whose"]) byId(id).addEventListener("input", () => (render(), choose(inHand[pane])));
document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
