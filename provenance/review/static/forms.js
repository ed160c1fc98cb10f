/* What is asked in a dialog: checks, questions, answers to findings, merges, new things, the signature. */

import { ask, inputs, make, words } from "./dom.js";
import { decide, preview, reference, store } from "./store.js";

const CHECK = [
  ["how", words.how],
  ["result", words.result, [["holds", words.holds], ["differs", words.differs], ["unreached", words.unreached]]],
  ["note", words.note],
];
const QUESTION = [
  ["who", words.who, { list: "known-sources", required: true }],
  ["question", words.question],
  ["how", words.how],
  ["when", words.date],
  ["deadline", words.deadline],
  ["answer", words.answer],
];

/** A name as it was typed, as the id the file knows it by, or as somebody new. */
export function sourceNamed(name) {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const wanted = fold(name);
  for (const source of Object.values(store.sources)) {
    if ([source.id, source.name, ...source.aliases].some((spelled) => fold(spelled) === wanted)) return { id: source.id };
  }
  if (store.documents[name]) return { id: name, document: true };
  const words_ = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[a-z0-9]+/g) ?? ["source"];
  let id = words_.slice(-1)[0];
  for (let n = 2; store.sources[id] || store.documents[id]; n += 1) id = `${words_.slice(-1)[0]}-${n}`;
  return { id, fresh: { id, name, kind: "person" } };
}

export function logCheck(target) {
  ask(words.checked, inputs(CHECK), (values) => decide({ kind: "log", key: "checked", ...target, values }, words.checked));
}

export function logQuestion(claim) {
  ask(words.asked, inputs(QUESTION), async (values) => {
    const found = sourceNamed(values.who);
    if (found.fresh && !(await decide({ kind: "add", section: "sources", id: found.id, entry: { name: values.who, kind: "person" } }))) return;
    await decide({ kind: "log", key: "asked", claim, values: { ...values, who: found.id } }, words.asked);
  });
}

export function suppress(finding) {
  const entry = finding.entry === null ? null : store.entries[finding.entry];
  const target = entry ? { entry: reference(entry) } : finding.claim ? { claim: finding.claim } : null;
  if (!target) return;
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
    const id = what === "source" ? sourceNamed(into).id : into;
    const action = { kind: "merge", what, old, into: id };
    const diff = await preview(action);
    if (diff === null) return;
    const lines = diff.map((line) => make("span", { className: line.startsWith("+") ? "plus" : line.startsWith("-") ? "minus" : "" }, `${line}\n`));
    ask(words.preview, [make("pre.diff", {}, lines)], () => decide(action, words.merge));
  });
}

export function add(section) {
  const slug = (text) => (text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[a-z0-9]+/g) ?? [section.slice(0, -1)]).slice(0, 4).join("-");
  if (section === "sources") {
    ask(words.new_source, inputs([["name", words.name, { required: true }], ["role", words.role], ["part_of", words.part_of, { list: "known-sources" }]]), ({ name, role, part_of }) => {
      const entry = { name, ...(role && { role }), ...(part_of && { part_of: sourceNamed(part_of).id }) };
      decide({ kind: "add", section, id: sourceNamed(name).id, entry }, words.new_source);
    });
  } else if (section === "documents") {
    ask(words.new_document, inputs([["publisher", words.publisher, { required: true }], ["published", words.published], ["headline", words.headline], ["url", words.url]]), (values) => {
      const entry = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
      let id = slug(`${values.publisher} ${values.published}`);
      for (let n = 2; store.documents[id] || store.sources[id]; n += 1) id = `${slug(values.publisher)}-${n}`;
      decide({ kind: "add", section, id, entry }, words.new_document);
    });
  } else if (section === "claims") {
    ask(words.claim, inputs([["text", words.new_claim, { required: true }]]), ({ text }) => decide({ kind: "add", section, id: slug(text), entry: { text } }, words.claim));
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
