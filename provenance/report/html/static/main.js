/* What the page does once it is there. Without this it can still be read: everything of its day is written in it. */

import { startAddress, sought } from "./address.js";
import { startArticle } from "./article.js";
import { onOpen, open, startClaims } from "./claims.js";
import { startClock, unpack } from "./days.js";
import { startDiagram } from "./diagrams.js";

function startFindings(section) {
  const form = section.querySelector(".filters");
  if (!form) return;
  const lists = [...section.querySelectorAll(".found")];
  const box = (name) => form.querySelector(`[data-do=${name}]`);
  const apply = () => {
    section.classList.toggle("no-notes", !box("notes").checked);
    section.classList.toggle("no-folded", !box("folded").checked);
  };
  form.addEventListener("change", apply);
  apply();
  form.hidden = false;
  const follow = () => {
    const found = sought();
    if (!found || !lists.includes(found.parentElement)) return;
    box("notes").checked ||= found.closest("[data-severity]").dataset.severity === "note";
    box("folded").checked ||= "folded" in found.dataset;
    apply();
    requestAnimationFrame(() => found.scrollIntoView({ block: "center" }));
  };
  addEventListener("hashchange", follow);
  follow();
  const shows = section.querySelector("template").content.firstElementChild;
  for (const proof of section.querySelectorAll(".proof[data-claim]")) {
    const button = shows.cloneNode(true);
    button.addEventListener("click", () => showProof(proof));
    proof.append(" ", button);
  }
}

function showProof(proof) {
  const claim = document.getElementById(proof.dataset.claim);
  open(claim);
  const figure = claim.querySelector(".diagram");
  if (!figure) return;
  startDiagram(figure).prove(...JSON.parse(proof.dataset.shows));
  figure.scrollIntoView({ block: "center" });
  figure.querySelector(".stage:not([hidden])").focus({ preventScroll: true });
}

function startSources(section) {
  for (const profile of section.querySelectorAll(".profile")) {
    profile.addEventListener("toggle", () => profile.open && unpack(profile));
  }
}

/** What an author is given: each request as text and as rich text. */
function startCopying() {
  for (const holder of document.querySelectorAll(".copying")) {
    const button = holder.querySelector("button");
    const said = button.textContent;
    holder.hidden = false;
    button.addEventListener("click", async () => {
      const [title, stop] = [document.querySelector("h1").textContent, holder.closest(".stop")];
      const verdict = stop.querySelector(".verdict:not([hidden])").textContent;
      const copy = stop.querySelector(".requests").cloneNode(true);
      for (const other of copy.querySelectorAll("[hidden]")) other.remove();
      for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
      const items = [...copy.children].map((item, i) => {
        const parts = [...item.querySelectorAll("p")].map((p) => p.textContent.replace(/\s+/g, " ").trim());
        return `${i + 1}. ${parts.join("\n   ")}`;
      });
      const text = `${title}\n${verdict}\n\n${items.join("\n\n")}\n`;
      const rich = `<h2>${title.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</h2><p><b>${verdict}</b></p>${copy.outerHTML}`;
      try {
        const blob = (type, what) => new Blob([what], { type });
        await navigator.clipboard.write([
          new ClipboardItem({ "text/plain": blob("text/plain", text), "text/html": blob("text/html", rich) }),
        ]);
      } catch {
        await copied(text);
      }
      button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = said), 2000);
    });
  }
}

/** Where a page from a file may not use the clipboard: the way of older browsers. */
async function copied(text) {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

function startPrinting() {
  const box = document.querySelector("[data-do=print-annexes]");
  box.closest(".with").hidden = false;
  const opened = [];
  box.addEventListener("change", () => document.body.classList.toggle("with-annexes", box.checked));
  addEventListener("beforeprint", () => {
    const wanted = document.querySelectorAll(box.checked ? "details:not([open])" : ".more-requests:not([open])");
    for (const details of wanted) {
      details.open = true;
      opened.push(details);
    }
  });
  addEventListener("afterprint", () => {
    for (const details of opened.splice(0)) details.open = false;
  });
}

document.documentElement.classList.add("live");
// What is gone to stands below the bar, however many lines it takes.
const bar = document.querySelector(".top-bar");
new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight + 8}px`)).observe(bar);
onOpen((claim) => claim.querySelectorAll(".diagram").forEach(startDiagram));
startClock();
startClaims();
startArticle();
const starts = { findings: startFindings, sources: startSources, time: () => {} };
for (const [name, start] of Object.entries(starts)) {
  const annex = document.getElementById(name);
  const begin = () => {
    unpack(annex);
    start(annex);
  };
  const packed = annex.querySelector(":scope > script.packed");
  if (!packed) start(annex);
  else annex.addEventListener("toggle", begin, { once: true });
}
const missing = () => sought() === null && location.hash.length > 1;
const everyAnnex = () => document.querySelectorAll(".annex").forEach((annex) => annex.querySelector(":scope > script.packed") && (annex.open = true));
addEventListener("hashchange", () => missing() && everyAnnex());
if (missing()) everyAnnex();
const chains = document.getElementById("chains");
chains.addEventListener("toggle", () => chains.open && chains.querySelectorAll(".diagram").forEach(startDiagram));
startCopying();
startPrinting();
startAddress();
document.documentElement.dataset.ready = "yes";
