/* What is looked at stands in the address: the place, the day, the filters. Reload and Back keep it. */

import { day, firstDay, onDay, page, showDate, today } from "./days.js";

const told = document.getElementById("not-yet");
let writing = false;

/** An address that somebody cut in the middle of a letter is read as it stands. */
function plain(written) {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** `#claim-x;day=2022-07-16;status=denied` as a place and what is chosen. */
export function read() {
  const [place, ...chosen] = plain(location.hash.slice(1)).split(";");
  return { place, chosen: Object.fromEntries(chosen.map((pair) => pair.split(/=(.*)/s))) };
}

/** Write what is chosen beside the place; empty values are left out. `push` makes a step that Back undoes. */
export function write(changes, place = read().place, push = false) {
  const chosen = { ...read().chosen, ...changes };
  const kept = Object.entries(chosen).filter(([, value]) => value !== "" && value !== undefined && value !== null);
  const said = [place, ...kept.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join(";");
  if (`#${said}` === location.hash || (!said && !location.hash)) return;
  writing = true;
  history[push ? "pushState" : "replaceState"](null, "", said ? `#${said}` : location.pathname + location.search);
  writing = false;
}

/** The element of the place, its days told where it is not known on this one. */
export function sought() {
  const { place } = read();
  return place ? document.getElementById(place) : null;
}

function unfold(element) {
  for (let at = element; at; at = at.parentElement?.closest("details")) if (at.matches("details")) at.open = true;
}

/** Go to the place of the address: open what it stands in; say so where it is not known yet on the day. */
function goThere() {
  const element = sought();
  told.hidden = true;
  if (!element) return;
  unfold(element);
  const hidden = element.closest("[data-when][hidden]");
  if (hidden) {
    const first = firstDay(hidden);
    told.hidden = false;
    told.querySelector("span").textContent = told.dataset.said.replace("DATE", page.dates[today()]);
    const button = told.querySelector("button");
    button.hidden = first < 0;
    if (first >= 0) {
      button.textContent = told.dataset.go.replace("DATE", page.dates[first]);
      button.onclick = () => {
        showDate(first);
        told.hidden = true;
        requestAnimationFrame(() => element.scrollIntoView({ block: "start" }));
      };
    }
    return;
  }
  requestAnimationFrame(() => element.scrollIntoView({ block: element.matches("tbody, details, section") ? "start" : "center" }));
}

export function startAddress() {
  const wanted = read().chosen.day;
  const number = wanted ? page.days.indexOf(wanted) : -1;
  if (number >= 0) showDate(number);
  onDay(() => write({ day: day() === page.days[page.now] ? "" : day() }));
  addEventListener("hashchange", () => {
    if (writing) return;
    const back = page.days.indexOf(read().chosen.day ?? page.days[page.now]);
    if (back >= 0 && back !== today()) showDate(back);
    goThere();
  });
  // A link inside the page keeps the day and the filters.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    write({}, link.getAttribute("href").slice(1), true);
    dispatchEvent(new HashChangeEvent("hashchange"));
  });
  addEventListener("popstate", () => dispatchEvent(new HashChangeEvent("hashchange")));
  goThere();
}
