/* What is asked in a dialog: checks, questions, answers to findings, merges, new things, the signature. */

import { ask, inputs, labels, make, words } from "./dom.js";
import { decide, preview, reference, store } from "./store.js";

const CHECK = [
  ["how", words.how],
  ["result", words.result, [["holds", words.holds], ["differs", words.differs], ["unreached", words.unreached], ["pending", words.pending], ["noted", words.noted]]],
  ["note", words.note],
];
const QUESTION = [
  ["who", words.who, { list: "known-sources", required: true }],
  ["question", words.question],
  ["how", words.how],
  ["when", words.date, { placeholder: "2026-03-15" }],
  ["deadline", words.deadline, { placeholder: "2026-03-15" }],
  ["answer", words.answer],
];

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const parts = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** A free id made of a name: the last of a person's, the first few of anything else. */
function freeId(name, person, taken) {
  const found = parts(name);
  const last = found.at(-1) ?? "";
  const base = (person && last.length > 2 ? last : found.slice(0, 4).join("-")) || "x";
  let id = base;
  for (let n = 2; taken(id); n += 1) id = `${base}-${n}`;
  return id;
}

/** A name as it was typed, as the id the file knows it by, or as somebody new; a relay is an outlet more often than not. */
export function sourceNamed(name, relay = false) {
  const wanted = fold(name);
  for (const source of Object.values(store.sources)) {
    if ([source.id, source.name, ...source.aliases].some((spelled) => fold(spelled) === wanted)) return { id: source.id };
  }
  if (store.documents[name]) return { id: name, document: true };
  const id = freeId(name, !relay, (one) => store.sources[one] || store.documents[one]);
  return { id, fresh: { id, name, kind: relay ? "outlet" : "person" } };
}

/** A claim as it was typed: by its sentence or its id, or a new one. */
export function claimNamed(typed) {
  const wanted = fold(typed);
  const known = Object.values(store.claims).find((claim) => claim.id === typed || fold(claim.text) === wanted);
  return known ? { id: known.id } : { id: freeId(typed, false, (one) => store.claims[one]), text: typed };
}

export function logCheck(target) {
  ask(words.checked, inputs(CHECK), (values) => decide({ kind: "log", key: "checked", ...target, values }, words.checked));
}

export function logQuestion(claim) {
  ask(words.asked, inputs(QUESTION), (values) => {
    const found = sourceNamed(values.who);
    const new_sources = found.fresh ? [found.fresh] : [];
    return decide({ kind: "log", key: "asked", claim, new_sources, values: { ...values, who: found.id } }, words.asked);
  });
}

export function suppress(finding) {
  const entry = finding.entry === null ? null : store.entries[finding.entry];
  const target = entry ? { entry: reference(entry) } : finding.claim ? { claim: finding.claim } : finding.subject;
  ask(
    words.suppress,
    [make("p", {}, finding.message), ...inputs([["reason", words.reason, { required: true }], ["until", words.until]])],
    (values) => decide({ kind: "log", key: "suppress", ...target, values: { ...values, rule: finding.rule } }, words.suppress),
  );
}

/** Make one of two: first what it would change is shown. */
export function merge(what, old) {
  const known = { source: "known-sources", claim: "known-claims" }[what];
  ask(words.merge, [make("p", {}, old), ...inputs([["into", words.merge, { list: known, required: true }]])], async ({ into }) => {
    const id = what === "source" ? sourceNamed(into).id : claimNamed(into).id;
    const action = { kind: "merge", what, old, into: id };
    const diff = await preview(action);
    if (diff === null) return false;
    const lines = diff.map((line) => make("span", { className: line.startsWith("+") ? "plus" : line.startsWith("-") ? "minus" : "" }, `${line}\n`));
    ask(words.preview, [make("pre.diff", {}, lines)], () => decide(action, words.merge), words.merge);
    return true;
  }, words.preview);
}

export function add(section) {
  if (section === "sources") {
    const kinds = Object.entries(labels.kind);
    ask(words.new_source, inputs([["name", words.name, { required: true }], ["kind", words.kind, kinds], ["role", words.role], ["part_of", words.part_of, { list: "known-sources" }]]), ({ name, kind, role, part_of }) => {
      const entry = { name, kind, ...(role && { role }), ...(part_of && { part_of: sourceNamed(part_of).id }) };
      return decide({ kind: "add", section, id: freeId(name, kind === "person", (id) => store.sources[id] || store.documents[id]), entry }, words.new_source);
    });
  } else if (section === "documents") {
    ask(words.new_document, inputs([["publisher", words.publisher, { required: true }], ["published", words.published], ["headline", words.headline], ["url", words.url]]), (values) => {
      const entry = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
      const id = freeId(`${values.publisher} ${values.published}`, false, (one) => store.documents[one] || store.sources[one]);
      return decide({ kind: "add", section, id, entry }, words.new_document);
    });
  } else if (section === "claims") {
    ask(words.new_claim_button, inputs([["text", words.new_claim, { required: true }]]), ({ text }) => decide({ kind: "add", section, id: claimNamed(text).id, entry: { text } }, words.claim));
  }
}

export function distinct(document) {
  const others = Object.values(store.documents).filter((other) => other.id !== document).map((other) => [other.id, other.name]);
  ask(words.distinct, inputs([["other", words.distinct, others], ["because", words.because, { required: true }]]), ({ other, because }) =>
    decide({ kind: "distinct", documents: [document, other], because }, words.distinct),
  );
}

export function sign() {
  const left = store.head.left;
  const body = left.length ? [make("p", {}, words.despite), make("ul", {}, left.map((one) => make("li", {}, one))), ...inputs([["despite", words.reason, { required: true }]])] : [make("p", {}, store.head.verdict)];
  ask(words.sign, body, ({ despite = "" }) => decide({ kind: "sign", despite }, words.signed), words.sign);
}
