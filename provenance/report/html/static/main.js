/* What the page does once it is there. Without this it can still be read: everything of its day is written in it. */

import { startArticle } from "./article.js";
import { onOpen, open, startClaims } from "./claims.js";
import { startClock } from "./days.js";
import { startDiagram } from "./diagrams.js";

function startFindings() {
  const form = document.querySelector("#findings .filters");
  if (!form) return;
  const list = document.querySelector("#findings .found");
  const apply = () => {
    list.classList.toggle("no-notes", !form.querySelector("[data-do=notes]").checked);
    list.classList.toggle("no-folded", !form.querySelector("[data-do=folded]").checked);
  };
  form.addEventListener("change", apply);
  apply();
  form.hidden = false;
  const follow = () => {
    const found = location.hash.startsWith("#f") && document.getElementById(location.hash.slice(1));
    if (!found || !list.contains(found)) return;
    if (found.dataset.severity === "note") form.querySelector("[data-do=notes]").checked = true;
    if ("folded" in found.dataset) form.querySelector("[data-do=folded]").checked = true;
    apply();
    found.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", follow);
  follow();
}

function startProofs() {
  for (const button of document.querySelectorAll("#findings .show")) {
    const claim = document.getElementById(button.dataset.claim);
    const figure = claim?.querySelector(".diagram");
    if (!figure) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      open(claim);
      startDiagram(figure).prove(JSON.parse(button.dataset.proof));
      figure.scrollIntoView({ block: "center" });
      figure.querySelector(".stage:not([hidden])").focus({ preventScroll: true });
    });
  }
}

document.documentElement.classList.add("live");
onOpen((claim) => claim.querySelectorAll(".diagram").forEach(startDiagram));
startClock();
startClaims();
startArticle();
startFindings();
startProofs();
const whole = document.querySelector("#chains .diagram");
if (whole) {
  new IntersectionObserver((seen, observer) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    startDiagram(whole);
  }).observe(whole);
}
document.documentElement.dataset.ready = "yes";
