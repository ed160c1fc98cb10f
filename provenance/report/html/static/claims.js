/* The table of claims: opened, sorted, filtered; a link to a claim opens it. */

import { read, sought, write } from "./address.js";
import { onDay, unpack } from "./days.js";

const table = document.querySelector("table.claims");
const rows = table ? [...table.tBodies] : [];
const opening = [];

/** Call `opened(claim)` when a claim is opened, and when the page is about to be printed. */
export function onOpen(opened) {
  opening.push(opened);
}

export function open(claim, wanted = true) {
  claim.querySelector(".opens").setAttribute("aria-expanded", String(wanted));
  claim.classList.toggle("opened", wanted);
  if (wanted) unpack(claim);
  if (wanted) for (const opened of opening) opened(claim);
}

const seen = (cell) => [...cell.children].find((child) => !child.hidden)?.textContent ?? cell.textContent;

function sortBy(heading, order) {
  const column = heading.cellIndex;
  const descending = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const key = {
    status: (claim) => order.indexOf(claim.dataset.status),
    number: (claim) => parseInt(seen(claim.rows[0].cells[column]).replace(/\D*(\d+).*/s, "$1"), 10) || 0,
    text: (claim) => seen(claim.rows[0].cells[column]),
  }[heading.dataset.sort];
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const keyed = rows.map((claim) => [key(claim), claim]);
  keyed.sort(([a], [b]) => (typeof a === "number" ? a - b : compare(a, b)));
  if (descending) keyed.reverse();
  table.append(...keyed.map(([, claim]) => claim));
}

function startSorting(order) {
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => sortBy(heading, order));
  }
}

function startFilters(form) {
  const wanted = (name) => form.querySelector(`[data-filter=${name}]`);
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = rows.map((claim) => fold(claim.querySelector(".opens").textContent));
  const [words, status, source, rule] = ["words", "status", "source", "rule"].map(wanted);
  const apply = () => {
    const searched = fold(words.value.trim());
    let count = 0;
    rows.forEach((claim, i) => {
      const fits =
        texts[i].includes(searched) &&
        (!status.value || claim.dataset.status === status.value) &&
        (!source.value || claim.dataset.sources.split(" ").includes(source.value)) &&
        (!rule.value || claim.dataset.rules.split(" ").includes(rule.value));
      claim.classList.toggle("left-out", !fits);
      count += fits && !claim.hidden;
    });
    const known = rows.filter((claim) => !claim.hidden).length;
    form.querySelector(".counted").value = `${count} / ${known}`;
    document.getElementById("none-fits").hidden = count > 0 || known === 0;
  };
  const fields = { words, status, source, rule };
  for (const [name, field] of Object.entries(fields)) field.value = read().chosen[name] ?? "";
  form.addEventListener("input", () => write(Object.fromEntries(Object.entries(fields).map(([n, f]) => [n, f.value.trim()]))));
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-do=open]").addEventListener("click", () => rows.forEach((claim) => open(claim)));
  form.querySelector("[data-do=close]").addEventListener("click", () => rows.forEach((claim) => open(claim, false)));
  onDay(apply);
  apply();
  form.hidden = false;
  const unfiltered = () => {
    for (const field of Object.values(fields)) field.value = "";
    write(Object.fromEntries(Object.keys(fields).map((name) => [name, ""])));
    apply();
  };
  document.querySelector("#none-fits button").addEventListener("click", unfiltered);
  return unfiltered;
}

export function startClaims() {
  if (!table) return;
  const form = document.querySelector("#claims .filters");
  const order = [...form.querySelector("[data-filter=status]").options].map((option) => option.value);
  const unfiltered = startFilters(form);
  startSorting(order);
  for (const claim of rows) {
    const [button, more] = [claim.querySelector(".opens"), claim.querySelector(".more")];
    more.id = `more-${claim.id}`;
    button.setAttribute("aria-controls", more.id);
    button.setAttribute("aria-expanded", "false");
  }
  table.addEventListener("click", (event) => {
    const button = event.target.closest(".opens");
    if (!button) return;
    const [claim, wanted] = [button.closest("tbody"), button.getAttribute("aria-expanded") !== "true"];
    open(claim, wanted);
    write({}, wanted ? claim.id : "");
  });
  const follow = () => {
    const claim = sought()?.closest("tbody");
    if (!claim || !rows.includes(claim) || claim.hidden) return;
    if (claim.classList.contains("left-out")) unfiltered();
    open(claim);
    claim.scrollIntoView({ block: "start" });
    claim.querySelector(".opens").focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  follow();
  const closed = [];
  addEventListener("beforeprint", () => {
    if (!document.body.classList.contains("with-annexes")) return;
    for (const claim of rows) {
      if (!claim.classList.contains("opened")) {
        closed.push(claim);
        open(claim);
      }
    }
  });
  addEventListener("afterprint", () => {
    for (const claim of closed.splice(0)) open(claim, false);
  });
}
