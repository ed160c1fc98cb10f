/* Elements, made of text alone: nothing that somebody wrote becomes markup. */

const data = JSON.parse(document.getElementById("data").textContent);
export const words = data.words;
export const labels = data.labels;
export const language = data.language;
export const byId = (id) => document.getElementById(id);

/** `make("p.note", {title: "…"}, "text", element)`; a property that begins with `on` is a listener. */
export function make(kind, properties = {}, ...inside) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

/** Between the quotation marks of the language. */
export const quoted = (text) => words.quoted.replace("{words}", text);
export const badge = (status, label) => make("span.badge", { "data-status": status }, label);

/** A field with its label; `take` is called with the value when it was changed and is left. */
export function field(label, value, take, properties = {}) {
  const input = make("input", { value: value ?? "", autocomplete: "off", ...properties });
  input.addEventListener("change", () => take(input.value.trim(), input));
  return make("label.field", {}, make("span", {}, label), input);
}

export function choice(label, options, value, take, properties = {}) {
  const select = make("select", properties, Object.entries(options).map(([key, said]) => make("option", { value: key }, said)));
  select.value = value ?? "";
  // What is gone through with the arrows is chosen with Enter or by leaving: each step would be a decision otherwise.
  let [before, keyed] = [select.value, false];
  const commit = () => {
    if (select.value === before) return;
    before = select.value;
    take(select.value, select);
  };
  select.addEventListener("keydown", (event) => {
    keyed = true;
    if (event.key === "Enter") commit();
    if (event.key === "Escape") select.value = before;
  });
  select.addEventListener("pointerdown", () => (keyed = false));
  select.addEventListener("change", () => keyed || commit());
  select.addEventListener("blur", commit);
  return make("label.field", {}, make("span", {}, label), select);
}

export const button = (label, act, kind = "button", properties = {}) => make(kind, { type: "button", onclick: act, ...properties }, label);

let fading = 0;
/** Say something that was done, for the eye and for screen readers; it goes when it was read. */
export function say(message) {
  byId("said").textContent = message;
  clearTimeout(fading);
  fading = setTimeout(() => (byId("said").textContent = ""), 6000);
}

let asked = null;
/** Ask something in a dialog; `act` gets the form's values. What is refused stays open, with why, until it is given up. */
export function ask(heading, body, act, yes = words.save) {
  byId("dialog-h").textContent = heading;
  byId("dialog-body").replaceChildren(...body);
  byId("dialog-yes").textContent = yes;
  byId("dialog-refused").textContent = "";
  asked = act;
  if (!byId("dialog").open) byId("dialog").showModal();
  (byId("dialog-body").querySelector("input, select, textarea") ?? byId("dialog-yes")).focus();
}
byId("dialog-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const act = asked;
  const done = await act?.(Object.fromEntries(new FormData(event.target).entries()));
  if (asked !== act) return;
  if (done === false) byId("dialog-refused").textContent = byId("said").textContent;
  else byId("dialog").close();
});
byId("dialog-no").addEventListener("click", () => byId("dialog").close());

/** Fields of a form: `[name, label, properties or options]`. */
export const inputs = (fields) =>
  fields.map(([name, label, more = {}]) =>
    Array.isArray(more)
      ? make("label.field", {}, make("span", {}, label), make("select", { name }, more.map(([value, said]) => make("option", { value }, said))))
      : make("label.field", {}, make("span", {}, label), make("input", { name, autocomplete: "off", ...more })),
  );
