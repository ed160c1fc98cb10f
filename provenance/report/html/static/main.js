/* What the page does once it is there. Without this it can still be read: everything of its day is written in it. */

import { startArticle } from "./article.js";
import { onOpen, open, startClaims } from "./claims.js";
import { startClock, unpack } from "./days.js";
import { startDiagram } from "./diagrams.js";

function startFindings(section) {
  const form = section.querySelector(".filters");
  if (!form) return;
  const list = section.querySelector(".found");
  const box = (name) => form.querySelector(`[data-do=${name}]`);
  const apply = () => {
    list.classList.toggle("no-notes", !box("notes").checked);
    list.classList.toggle("no-folded", !box("folded").checked);
  };
  form.addEventListener("change", apply);
  apply();
  form.hidden = false;
  const follow = () => {
    const found = document.getElementById(location.hash.slice(1));
    if (!found || found.parentElement !== list) return;
    box("notes").checked ||= found.dataset.severity === "note";
    box("folded").checked ||= "folded" in found.dataset;
    apply();
    found.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", follow);
  follow();
  for (const button of section.querySelectorAll(".show")) {
    button.hidden = false;
    button.addEventListener("click", () => showProof(button));
  }
}

function showProof(button) {
  const claim = document.getElementById(button.dataset.claim);
  open(claim);
  const figure = claim.querySelector(".diagram");
  if (!figure) return;
  startDiagram(figure).prove(JSON.parse(button.dataset.proof));
  figure.scrollIntoView({ block: "center" });
  figure.querySelector(".stage:not([hidden])").focus({ preventScroll: true });
}

function startSources(section) {
  for (const profile of section.querySelectorAll(".profile")) {
    profile.addEventListener("toggle", () => profile.open && unpack(profile));
  }
}

/** Once a section is near, or asked for by a link, or to be printed. */
function whenNear(section, start) {
  const go = () => {
    if (!start) return;
    observer.disconnect();
    start(section);
    start = null;
  };
  const observer = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && go(), {
    rootMargin: "100%",
  });
  observer.observe(section);
  return go;
}

document.documentElement.classList.add("live");
onOpen((claim) => claim.querySelectorAll(".diagram").forEach(startDiagram));
startClock();
startClaims();
startArticle();
const starts = { findings: startFindings, sources: startSources, time: () => {} };
const sections = Object.entries(starts).map(([name, start]) => {
  const section = document.getElementById(name);
  const packed = section.querySelector(":scope > script.packed");
  if (!packed) return start(section);
  return whenNear(section, () => {
    unpack(section);
    start(section);
  });
});
const everySection = () => sections.forEach((go) => go?.());
const missing = () => location.hash.length > 1 && !document.getElementById(location.hash.slice(1));
addEventListener("hashchange", () => {
  if (!missing()) return;
  everySection();
  document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
});
if (missing()) everySection();
addEventListener("beforeprint", everySection);
const whole = document.querySelector("#chains .diagram");
if (whole) whenNear(whole, startDiagram);
document.documentElement.dataset.ready = "yes";
