/* What is in hand, at the right: an entry with its chain and what it says, a claim with its status, a source, a document,
   a finding. Each field that is left changed is a decision. */

import { badge, button, byId, choice, field, labels, make, quoted, say, words } from "./dom.js";
import { claimNamed, distinct, logCheck, logQuestion, merge, sourceNamed, suppress } from "./forms.js";
import { choose, current, currentPane, next, onChoose, show } from "./list.js";
import { decide, get, openOriginal, reference, store } from "./store.js";
import { selected, showEntry, startMarking, stopMarking } from "./text.js";

const holder = byId("detail");
let contacts = {};
let shown = "";

export const setContacts = (known) => {
  contacts = known;
  shown = "";
};
export const entryInHand = (key) => (currentPane() === "statements" ? store.entries[key] : null);

const keyed = (key, label) => make("span", {}, make("kbd", {}, key), ` ${label}`);

// --- an entry ----------------------------------------------------------------------------------------------------------

export async function accept(entry) {
  if (await decide({ kind: "accept", entries: [reference(entry)] }, words.accept)) next();
}

/** All that are sure of one speaker: their words stand in the text, and nothing about them asks for anything. */
export async function acceptAlike(entry) {
  const speaker = entry.chain[0]?.id;
  const sure = Object.values(store.entries).filter(
    (other) => !other.decided && !other.unclear && other.chain[0]?.id === speaker && other.parts.every((part) => part.at) && other.findings.every((key) => store.findings[key]?.role === "other"),
  );
  if (!sure.length) say(words.unsure);
  if (sure.length && (await decide({ kind: "accept", entries: sure.map(reference) }, `${words.accept} (${sure.length})`))) next();
}

export async function reject(entry, claim = null) {
  const following = entry.n;
  if (await decide({ kind: "reject", entry: reference(entry), claim }, words.reject)) choose(store.entries[following] ? String(following) : String(Math.max(following - 1, 0)), true);
}

const setChain = (entry, hops, own = null) => {
  const fresh = [];
  const named = hops.map((hop, i) => {
    const found = hop.shownName === hop.name && hop.id ? { id: hop.id, document: hop.document } : sourceNamed(hop.name, i > 0);
    if (found.fresh && !fresh.some((one) => one.id === found.id)) fresh.push(found.fresh);
    return { name: found.id, document: Boolean(found.document), inferred: Boolean(hop.inferred), cue: hop.cue || null, on: hop.on || null, place: hop.place || null };
  });
  return decide({ kind: "chain", entry: reference(entry), hops: named, own, new_sources: fresh }, words.chain);
};

/** The chain, hop by hop. What was changed is saved with Enter, by the button, or by going elsewhere. */
function chainForm(entry) {
  const hops = entry.chain.map((hop) => ({ ...hop, shownName: hop.name }));
  const told = () => JSON.stringify(hops.map(({ name, cue, on, place, inferred }) => [name.trim(), cue || null, on || null, place || null, Boolean(inferred)]).filter(([name]) => name));
  let before = told();
  const save = () => {
    if (told() === before) return;
    before = told();
    setChain(entry, hops.filter((hop) => hop.name.trim()));
  };
  const form = make("form.chain", {
    onsubmit: (event) => (event.preventDefault(), save()),
    onfocusout: (event) => !form.contains(event.relatedTarget) && save(),
  });
  const typed = (label, hop, key, more = {}) => {
    const input = make("input", { value: hop[key] ?? "", autocomplete: "off", ...more, oninput: (event) => (hop[key] = event.target.value) });
    return make("label.field", {}, make("span", {}, label), input);
  };
  const draw = (focus = -1) => {
    form.replaceChildren(
      make("h3", {}, words.chain),
      ...hops.map((hop, i) =>
        make(
          "div.hop",
          {},
          typed(words.name, hop, "name", { list: "known-sources", className: "who" }),
          typed(words.cue, hop, "cue"),
          typed(words.date, hop, "on", { placeholder: "2026-03-15" }),
          typed(words.place, hop, "place", { placeholder: "p. 12" }),
          make("label.check", {}, make("input", { type: "checkbox", checked: Boolean(hop.inferred), onchange: (event) => (hop.inferred = event.target.checked) }), words.inferred),
          make(
            "span.acts",
            {},
            i > 0 && button("↑", () => move(i, -1), "button", { "aria-label": `${words.up}: ${hop.name}` }),
            i < hops.length - 1 && button("↓", () => move(i, 1), "button", { "aria-label": `${words.down}: ${hop.name}` }),
            button("×", () => (hops.splice(i, 1), draw(0)), "button", { "aria-label": `${words.remove}: ${hop.name}` }),
          ),
        ),
      ),
      make("p.acts", {}, button(words.add_hop, addHop, "button.add-hop"), make("button.main", { type: "submit" }, words.save)),
      entry.candidates.length ? make("p.hint", {}, entry.candidates.map((name) => button(name, () => setChain(entry, [{ name }])))) : "",
      choice(words.own, { "": words.own_none, unsourced: words.own_true, first_hand: words.own_first }, entry.own ?? "", (own) =>
        setChain(entry, own ? [] : hops.filter((hop) => hop.name.trim()), own ? (own === "unsourced" ? "true" : own) : null),
      ),
    );
    if (focus >= 0) ([...form.querySelectorAll(".who")][focus] ?? form.querySelector(".add-hop")).focus();
  };
  const addHop = () => {
    hops.push({ name: "", cue: null, on: null, place: null });
    draw(hops.length - 1);
  };
  const move = (i, by) => {
    hops.splice(i + by, 0, ...hops.splice(i, 1));
    draw(i + by);
  };
  draw();
  return form;
}

function partForm(entry, part) {
  const about = { entry: reference(entry), claim: part.claim };
  const set = (key) => (value) => decide({ kind: "detail", ...about, key, value: value || null }, words[key]);
  const claim = store.claims[part.claim];
  const target = make("input", { value: claim?.text ?? part.claim ?? "", list: "known-claims", autocomplete: "off", className: "claim" });
  const link = () => {
    const typed = target.value.trim();
    const found = typed && claimNamed(typed);
    if (found && found.id !== part.claim) decide({ kind: "link", ...about, to: found.id, text: found.text ?? "" }, words.link);
  };
  const noncommittal = ["questions", "no_comment", "evades", "no_evidence"].includes(part.stance);
  return make(
    "div.part",
    {},
    make("blockquote", {}, part.quoted ? quoted(part.words) : `(${part.words})`),
    part.lost && make("p.trouble", {}, words.lost),
    part.moved && make("p.trouble", {}, words.moved),
    make("p", {}, badge(claim?.status, claim?.label ?? "–"), " ", claim && claim.text !== part.words ? claim.text : "", part.checked ? ` · ✓ ${part.checked}` : ""),
    choice(words.stance, labels.stance, part.stance, (stance) => decide({ kind: "stance", ...about, stance }, words.stance), { className: "stance" }),
    choice(words.certainty, labels.certainty, part.certainty, set("certainty"), { disabled: noncommittal }),
    make(
      "details",
      {},
      make("summary", {}, words.claim),
      make(
        "form",
        { onsubmit: (event) => (event.preventDefault(), link()) },
        make("label.field", {}, make("span", {}, words.typed), target),
        make("button", { type: "submit" }, words.link),
      ),
      field(words.new_claim, claim?.text, (text) => decide({ kind: "set", section: "claims", id: part.claim, key: "text", value: text }, words.claim)),
      field(words.said_on, part.said_on, set("said_on")),
      field(words.page, part.page, set("page")),
      field(words.time, part.time, set("time"), { pattern: "(\\d{1,2}:)?\\d{1,2}:[0-5]\\d(\\.\\d{1,3})?" }),
      field(words.only, part.only, set("only")),
    ),
    make(
      "p.acts",
      {},
      button(keyed("w", words.rewords), () => reword(entry, part), "button.rewords"),
      part.original && button(words.original, () => openOriginal(part.original), "button.original"),
    ),
    entry.parts.length > 1 && make("p.acts", {}, button(words.split, () => decide({ kind: "split", ...about }, words.split)), button(words.reject, () => reject(entry, part.claim))),
    make("div.told", { "data-claim": part.claim ?? "" }),
  );
}

/** The words that are marked in the text become those of a part: more of them, or fewer. */
export async function reword(entry, part) {
  const found = selected();
  if (!found?.words.trim()) {
    say(words.unmarked);
    startMarking(entry);
    return;
  }
  stopMarking();
  await decide({ kind: "words", entry: reference(entry), claim: part.claim, document: found.document, start: found.start, end: found.end }, words.rewords);
}

function findingCard(finding, titled = true) {
  return make(
    "div.card",
    { "data-severity": finding.severity },
    titled && make("p", {}, make("b", {}, finding.title)),
    make("p", {}, finding.message),
    finding.advice && make("p.advice", {}, `→ ${finding.advice}`),
    (finding.entry !== null || finding.claim || Object.keys(finding.subject).length > 0) && button(words.suppress, () => suppress(finding)),
  );
}

function entryView(entry) {
  const found = entry.findings.map((key) => store.findings[key]).filter(Boolean);
  const claims = [...new Set(entry.parts.map((part) => part.claim))];
  const more = Object.values(store.findings).filter((finding) => finding.entry === null && claims.includes(finding.claim) && finding.severity !== "note");
  return [
    make(
      "p.acts",
      {},
      button(keyed("a", words.accept), () => accept(entry), "button.main", { id: "accept", disabled: entry.decided }),
      button(keyed("x", words.reject), () => reject(entry), "button", { id: "reject" }),
      button(keyed("v", words.checked), () => logCheck({ entry: reference(entry) }), "button", { id: "check" }),
      button(keyed("r", words.asked), () => logQuestion(claims[0]), "button", { id: "question" }),
    ),
    !entry.decided && make("p.acts", {}, button(words.accept_alike, () => acceptAlike(entry))),
    make("p.hint", {}, entry.decided ? (entry.by ? words.accepted_by.replace("{who}", entry.by) : words.decided) : words.undecided, ` · ${store.head.file} #${entry.n + 1}`),
    chainForm(entry),
    ...entry.parts.map((part) => partForm(entry, part)),
    ...[...found, ...more].map((finding) => findingCard(finding)),
  ];
}

const shortened = (text) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

// --- the others --------------------------------------------------------------------------------------------------------

function claimView(claim) {
  const set = (key) => (value) => decide({ kind: "set", section: "claims", id: claim.id, key, value: value || null }, words.claim);
  const values = claim.values;
  return [
    make("h2", {}, claim.text),
    make("p", {}, badge(claim.status, claim.label), " ", make("code", {}, claim.id)),
    make("p.acts", {}, button(words.asked, () => logQuestion(claim.id)), button(words.merge, () => merge("claim", claim.id))),
    make("div.told", { "data-claim": claim.id, "data-whole": "yes" }),
    make(
      "div.fields",
      {},
      field(words.text, claim.text, set("text")),
      field(words.about, values.about, set("about")),
      field(words.value, values.value, set("value")),
      choice(words.declared, { "": "–", ...labels.status }, values.status ?? "", set("status")),
    ),
    ...Object.values(store.findings).filter((finding) => finding.claim === claim.id).map((finding) => findingCard(finding)),
    make("ul.links", {}, Object.values(store.entries).filter((entry) => entry.parts.some((part) => part.claim === claim.id)).map((entry) => make("li", {}, button(entry.chain.map((hop) => hop.label ?? hop.name).join(" → ") || words.unnamed, () => show("statements", String(entry.n)))))),
  ];
}

function sourceView(source) {
  const set = (key, list = false) => (value) =>
    decide({ kind: "set", section: "sources", id: source.id, key, value: list ? value.split(",").map((one) => one.trim()).filter(Boolean) : value || null }, source.name);
  const mine = source.declared === "file";
  return [
    make("h2", {}, source.name),
    make("p", {}, make("code", {}, source.id), contacts[source.id] ? ` · ${contacts[source.id]}` : ""),
    mine && make("p.acts", {}, button(words.merge, () => merge("source", source.id)), button(words.remove, () => decide({ kind: "remove", section: "sources", id: source.id }, `${words.remove}: ${source.name}`))),
    mine &&
      make(
        "div.fields",
        {},
        field(words.name, source.name, set("name")),
        choice(words.kind, labels.kind, source.kind, set("kind")),
        field(words.role, source.role, set("role")),
        field(words.part_of, source.part_of, (value) => set("part_of")(value && sourceNamed(value).id), { list: "known-sources" }),
        field(words.aliases, source.aliases.join(", "), set("aliases", true)),
      ),
    make("ul.links", {}, Object.values(store.entries).filter((entry) => entry.chain.some((hop) => hop.id === source.id)).map((entry) => make("li", {}, button(shortened(entry.parts[0]?.words ?? words.none), () => show("statements", String(entry.n)))))),
  ];
}

function documentView(document) {
  const set = (key) => (value) => decide({ kind: "set", section: "documents", id: document.id, key, value: value || null }, document.name);
  return [
    make("h2", {}, document.name),
    make("p", {}, make("code", {}, document.id), document.file ? ` · ${document.file}` : ""),
    make("p.acts", {}, button(words.checked, () => logCheck({ document: document.id })), button(words.distinct, () => distinct(document.id))),
    make("div.fields", {}, field(words.publisher, document.publisher, set("publisher")), field(words.published, document.published, set("published")), field(words.headline, document.headline, set("headline")), field(words.url, document.url, set("url")), field(words.archive, document.archive, set("archive")), field(words.read_at, document.read_at, set("read_at")), choice(words.revises, { "": "–", ...Object.fromEntries(Object.values(store.documents).filter((other) => other.id !== document.id).map((other) => [other.id, other.name])) }, document.revises[0] ?? "", set("revises"))),
  ];
}

function findingView(finding) {
  const to = finding.entry !== null ? () => show("statements", String(finding.entry)) : finding.claim ? () => show("claims", finding.claim) : null;
  return [make("h2", {}, finding.title), make("p", {}, finding.about), findingCard(finding, false), to && make("p.acts", {}, button(finding.entry !== null ? words.statements : words.claim, to)), make("p.hint", {}, finding.rule)];
}

/** The story of a claim is asked for when somebody looks at it: status, reasons, what would change it, the drawing. */
async function tell(place) {
  const name = place.dataset.claim;
  if (!name || !store.claims[name]) return;
  try {
    const told = await get(`/claim?id=${encodeURIComponent(name)}`);
    if (!place.isConnected) return;
    const list = (heading, items) => (items.length ? [make("h3", {}, heading), make("ul", {}, items.map((item) => make("li", {}, item)))] : []);
    const drawing = told.drawing && make("img.drawing", { alt: told.headline.join(" "), src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(told.drawing)}` });
    place.replaceChildren(
      make("p", {}, told.because.join(" ")),
      ...list(words.changes, told.changes),
      ...list(words.log, told.log),
      ...(place.dataset.whole ? list(words.statements, told.statements) : []),
      drawing ? make("div.scroll", { tabIndex: 0, role: "region", "aria-label": told.headline.join(" ") }, drawing) : "",
    );
  } catch {
    place.replaceChildren();
  }
}

const VIEWS = { statements: ["entries", entryView], claims: ["claims", claimView], sources: ["sources", sourceView], documents: ["documents", documentView], findings: ["findings", findingView] };

onChoose((pane, key) => {
  const [section, view] = VIEWS[pane];
  const item = key === null ? null : store[section][key];
  if (pane === "statements") showEntry(item ?? null);
  else if (pane === "findings" && item?.entry !== null && item) showEntry(store.entries[item.entry] ?? null);
  // What somebody is typing in stays while nothing of it changed.
  const now = JSON.stringify([pane, key, item, pane === "statements" ? item?.parts.map((part) => store.claims[part.claim]) : null]);
  if (now === shown) {
    holder.querySelectorAll(".told").forEach(tell);
    return;
  }
  // What somebody is typing stays: the rest is shown once it is left.
  const typing = document.activeElement;
  const same = shown.startsWith(JSON.stringify([pane, key]).slice(0, -1));
  if (same && holder.contains(typing) && typing.matches("input:not([type=checkbox])")) {
    typing.addEventListener("blur", () => setTimeout(() => currentPane() === pane && current() === key && choose(key)), { once: true });
    holder.querySelectorAll(".told").forEach(tell);
    return;
  }
  const focused = same && holder.contains(typing) ? [...holder.querySelectorAll("input, select, button")].indexOf(typing) : -1;
  shown = now;
  holder.replaceChildren(...(item ? view(item).filter(Boolean) : []));
  holder.querySelectorAll(".told").forEach(tell);
  if (focused >= 0) holder.querySelectorAll("input, select, button")[focused]?.focus();
});
