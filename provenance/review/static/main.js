/* The page: keys, buttons, and the first load. */

import { byId, make, words } from "./dom.js";
import { accept, entryInHand, reject, reword, setContacts } from "./detail.js";
import { add, logCheck, logQuestion, merge, sign } from "./forms.js";
import { choose, current, currentPane, onChoose, show, step } from "./list.js";
import { decide, dossier, get, listen, load, onChange, redo, reference, store, undo } from "./store.js";
import { entryAt, moveMark, selected, startMarking, stopMarking } from "./text.js";

const PANES = ["statements", "claims", "sources", "documents", "findings"];

async function mark() {
  const found = selected();
  if (!found || !found.words.trim()) {
    startMarking(entryInHand(current()));
    return;
  }
  stopMarking();
  const like = entryInHand(current());
  // Whose words they are is said next; most often it is who speaks in the statement in hand.
  const hops = like?.chain.map((hop) => ({ name: hop.id, document: Boolean(hop.document) })) ?? [];
  if (await decide({ kind: "mark", document: found.document, start: found.start, end: found.end, hops }, words.mark)) {
    const made = Object.values(store.entries).find((entry) => entry.parts.some((part) => part.document === found.document && part.at && part.at[0] >= found.start && part.at[1] <= found.end));
    if (made) show("statements", String(made.n));
    speaker();
  }
}

/** The keyboard goes to a field, its words selected: what is typed takes their place. */
const inDetail = (selector) => {
  const found = byId("detail").querySelector(selector);
  found?.focus();
  found?.select?.();
};
/** The speaker; where there is none yet, room for one. */
const speaker = () => (byId("detail").querySelector(".who") ? inDetail(".who") : byId("detail").querySelector(".add-hop")?.click());
const open = (selector) => {
  const details = byId("detail").querySelector(".part details");
  if (details) details.open = true;
  inDetail(selector);
};

const toEntry = (key) => currentPane() === "statements" && choose(key, true);

/** What a key does; each gets the entry in hand. */
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => step(1, true),
  N: () => step(-1, true),
  a: (entry) => entry && !entry.decided && accept(entry),
  x: (entry) => entry && reject(entry),
  s: () => speaker(),
  e: () => byId("detail").querySelector(".add-hop")?.click(),
  c: () => open(".claim"),
  l: () => open(".claim"),
  t: () => inDetail(".stance"),
  m: () => mark(),
  v: (entry) => entry && logCheck({ entry: reference(entry) }),
  r: (entry) => (entry ? logQuestion(entry.parts[0]?.claim) : currentPane() === "claims" && logQuestion(current())),
  g: (entry) => (currentPane() === "claims" ? merge("claim", current()) : currentPane() === "sources" ? merge("source", current()) : entry?.chain[0] && merge("source", entry.chain[0].id)),
  w: (entry) => entry && reword(entry, entry.parts[0]),
  u: () => undo(toEntry),
  U: () => redo(toEntry),
  "/": () => byId("find").focus(),
  "?": () => byId("keys-dialog").showModal(),
  S: () => sign(),
};
PANES.forEach((pane, i) => (KEYS[i + 1] = () => show(pane)));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const marking = event.target.closest?.(".article");
  if (marking && !byId("marking").hidden) {
    const moves = { ArrowRight: ["forward"], ArrowLeft: ["backward"], ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"], Home: ["backward", "lineboundary"], End: ["forward", "lineboundary"] }[event.key];
    if (moves) moveMark(moves[0], event.shiftKey, moves[1]);
    else if (event.key === "Enter") mark();
    else if (event.key === "w" && entryInHand(current())) reword(entryInHand(current()), entryInHand(current()).parts[0]);
    else if (event.key === "Escape") {
      stopMarking();
      choose(current(), true);
    } else return;
    event.preventDefault();
    return;
  }
  if (event.target.matches?.("input, select, textarea")) {
    if (event.key === "Escape") choose(current(), true);
    return;
  }
  if (event.target.id?.startsWith("tab-") && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    const at = PANES.indexOf(currentPane()) + (event.key === "ArrowRight" ? 1 : -1);
    show(PANES[(at + PANES.length) % PANES.length]);
    byId(`tab-${currentPane()}`).focus();
    return;
  }
  if (event.target.matches?.(".row") && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
    return;
  }
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act(entryInHand(current()));
});

byId("texts").addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const entry = entryAt(event.clientX, event.clientY);
  if (entry) show("statements", String(entry.n));
});
byId("mark").addEventListener("mousedown", (event) => event.preventDefault());
byId("mark").addEventListener("click", mark);
byId("undo").addEventListener("click", () => undo(toEntry));
byId("redo").addEventListener("click", () => redo(toEntry));
byId("sign").addEventListener("click", sign);
byId("help").addEventListener("click", () => byId("keys-dialog").showModal());
byId("you").addEventListener("change", (event) => sessionStorage.setItem("you", event.target.value));
byId("add").addEventListener("click", () => add(currentPane()));
byId("contacts").addEventListener("change", async (event) => {
  setContacts(event.target.checked ? (await get("/contacts")).contacts : {});
  choose(current());
});

onChoose((pane) => {
  byId("add").hidden = !["sources", "documents", "claims"].includes(pane);
  byId("add").textContent = { sources: words.new_source, documents: words.new_document, claims: words.new_claim_button }[pane] ?? "";
  byId("contacts-switch").hidden = pane !== "sources";
  for (const id of ["which", "whose"]) byId(id).closest("label").hidden = pane !== "statements";
});

onChange((changed) => {
  const { head } = store;
  if (changed === null || changed.head) {
    byId("title").textContent = head.title;
    document.title = `${head.title} – provenance`;
    const signed = head.signed ? ` · ${head.signed}${head.signature_holds ? "" : ` (${words.broken})`}` : "";
    byId("verdict").textContent = head.verdict + signed;
    byId("verdict").classList.toggle("held", head.held);
    byId("undo").disabled = head.undo === null;
    byId("redo").disabled = head.redo === null;
  }
  if (changed === null || changed.sources || changed.documents) {
    byId("known-sources").replaceChildren(...Object.values(store.sources).map((source) => make("option", { value: source.name })), ...Object.keys(store.documents).map((id) => make("option", { value: id })));
  }
  if (changed === null || changed.claims) {
    byId("known-claims").replaceChildren(...Object.values(store.claims).map((claim) => make("option", { value: claim.text })));
  }
});

/* A folder has several dossiers: each tab shows one. */
const { dossiers } = await get("/dossiers").catch(() => ({ dossiers: [] }));
byId("dossiers").hidden = dossiers.length < 2;
byId("dossier").replaceChildren(...dossiers.map((name, i) => make("option", { value: String(i) }, name)));
byId("dossier").value = dossier;
byId("dossier").addEventListener("change", (event) => {
  sessionStorage.setItem("dossier", event.target.value);
  location.reload();
});

await load();
const first = Object.values(store.entries).find((entry) => !entry.decided);
choose(first ? String(first.n) : current(), true);
document.documentElement.dataset.ready = "yes";
listen();
