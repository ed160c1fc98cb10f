/* A drawing in SVG: what is seen on a day, and the ways through a box. */

import { onDay, page, today } from "./days.js";
import { placed, startUpright } from "./upright.js";
import { startViewport } from "./viewport.js";

const MARGIN = 14;
/* As in the style sheet: a telephone. */
const narrow = matchMedia("(max-width: 46rem)");

/** What a proof names by number: boxes, and ways with all they pass. */
export function proved(film, codes, boxes, ways) {
  const found = { boxes: new Set(boxes), arrows: new Set(), ways: 0 };
  for (const [passed, links] of ways.filter((way) => codes[way] !== "0").map((way) => film.ways[way])) {
    found.ways += 1;
    passed.forEach((i) => found.boxes.add(i));
    links.forEach((i) => found.arrows.add(i));
  }
  return found;
}

/** The boxes and arrows of every way through a box that is known; `standing` leaves out those that fell. */
export function through(film, ways, index, standing) {
  const found = { boxes: new Set(), arrows: new Set(), ways: 0 };
  film.ways.forEach(([passed, links], way) => {
    const code = parseInt(ways[way], 16);
    if (!passed.includes(index) || code === 0 || (standing && code & 2)) return;
    found.ways += 1;
    passed.forEach((i) => found.boxes.add(i));
    links.forEach((i) => found.arrows.add(i));
  });
  return found;
}

/** The boxes and arrows of the ways that are kept. */
export function left(film, keeps) {
  const kept = { boxes: new Set(), arrows: new Set() };
  film.ways.forEach(([passed, links], way) => {
    if (!keeps(passed, way)) return;
    passed.forEach((i) => kept.boxes.add(i));
    links.forEach((i) => kept.arrows.add(i));
  });
  return kept;
}

export function startSvg(stage) {
  const svg = stage.querySelector("svg.drawing");
  const film = JSON.parse(stage.querySelector("script").textContent);
  const [boxes, arrows, organisations] = [".box", ".arrow", ".organisation"].map((kind) => [...svg.querySelectorAll(kind)]);
  const houses = new Map(organisations.map((organisation) => [organisation, organisation.textContent]));
  const nameOf = (box) => {
    const said = (kind) => [...box.querySelectorAll(kind)].map((text) => text.textContent).join(" ");
    const [label, note] = [said("text:not(.note)"), said(".note")];
    return note ? `${label.replace(/\.$/, "")}, ${note}` : label;
  };
  for (const box of boxes) {
    for (const [name, value] of Object.entries({ role: "button", tabindex: "-1", "aria-label": nameOf(box) })) box.setAttribute(name, value);
  }
  let ways = "";

  const seen = () => boxes.filter((box) => !box.classList.contains("absent"));
  const whole = () => {
    const there = (element) => !element.classList.contains("absent");
    const parts = [...(seen().length ? seen() : boxes), ...organisations.filter(there), ...arrows.filter(there)];
    const rects = parts.map(placed);
    const left = Math.min(...rects.map((r) => r.x)) - MARGIN;
    const top = Math.min(...rects.map((r) => r.y)) - MARGIN;
    const right = Math.max(...rects.map((r) => r.x + r.width)) + MARGIN;
    const bottom = Math.max(...rects.map((r) => r.y + r.height)) + MARGIN;
    return [left, top, right - left, bottom - top];
  };
  const view = startViewport(stage, whole, (box) => svg.setAttribute("viewBox", box.map((n) => n.toFixed(1)).join(" ")));

  const flag = (element, code, names) => {
    names.forEach((name, bit) => element.classList.toggle(name, Boolean(code & (1 << bit))));
    element.classList.toggle("absent", code === 0);
  };
  /* Round the members that are seen; not where others stand among them, as they may in a drawing set upright. */
  const drawOrganisation = (organisation) => {
    const members = new Set(organisation.dataset.of.split(" ").map((i) => boxes[i]));
    const inside = seen().filter((box) => members.has(box)).map((box) => placed(box.firstElementChild));
    const among = (r) => inside.some((a) => a.y <= r.y && inside.some((b) => r.y <= b.y));
    const strangers = narrow.matches && seen().some((box) => !members.has(box) && among(placed(box.firstElementChild)));
    organisation.classList.toggle("absent", inside.length === 0 || strangers);
    if (!inside.length || strangers) return;
    const [left, top] = [Math.min(...inside.map((r) => r.x)) - 9, Math.min(...inside.map((r) => r.y)) - 25];
    const width = Math.max(...inside.map((r) => r.x + r.width)) + 9 - left;
    const height = Math.max(...inside.map((r) => r.y + r.height)) + 9 - top;
    const [rect, text] = organisation.children;
    for (const [name, value] of Object.entries({ x: left, y: top, width, height })) rect.setAttribute(name, value);
    text.setAttribute("x", left + width / 2);
    text.setAttribute("y", top + 14);
    /* The frame is as wide as the members, so the name is told as far as it has room. */
    const name = houses.get(organisation);
    const fits = Math.floor((name.length * (width - 12)) / organisation.dataset.room);
    text.textContent = fits < name.length ? `${name.slice(0, Math.max(fits - 1, 1)).trimEnd()}…` : name;
  };
  /* As large as it is drawn, where there is room. What is closed has no size: it is fitted when it is opened. */
  const fit = () => {
    const [, , width, height] = whole();
    svg.setAttribute("width", width.toFixed(1));
    svg.setAttribute("height", height.toFixed(1));
    view.fit();
  };
  let frame = -1;
  const follow = (day) => {
    if (film.days[day] === frame) return;
    frame = film.days[day];
    const codes = film.frames[frame].split(" ");
    const code = (part, i) => parseInt(codes[part][i], 16);
    boxes.forEach((box, i) => flag(box, code(0, i), ["", "dominator", "origin", "fallen"].map((n, b) => n || `seen${b}`)));
    arrows.forEach((arrow, i) => flag(arrow, code(1, i), ["seen0", "out", "inferred", "circular"]));
    for (const [index, box] of boxes.entries()) {
      const told = film.notes[index]?.findLast(([since]) => since <= day)[1];
      if (!box.dataset.statuses) continue;
      box.querySelector(".note").textContent = told ?? page.labels[page.letters[box.dataset.statuses[day]]];
      boxes[index].setAttribute("aria-label", nameOf(boxes[index]));
    }
    organisations.forEach((organisation, i) => organisation.classList.toggle("dominator", code(3, i) === 2));
    organisations.forEach(drawOrganisation);
    ways = codes[2];
    fit();
  };
  let upright = null;
  const turn = () => {
    const room = stage.clientWidth - 2 * MARGIN;
    if (narrow.matches && room > 0) (upright ??= startUpright(boxes, arrows)).stand(room);
    else upright?.lie();
    organisations.forEach(drawOrganisation);
    fit();
  };
  onDay(follow);
  follow(today());
  turn();
  narrow.addEventListener("change", turn);

  return {
    ...view,
    fit,
    names: boxes.map((box) => box.getAttribute("aria-label")),
    boxes,
    through: (index, standing) => through(film, ways, index, standing),
    proved: (numbers, through) => proved(film, ways, numbers, through),
    light(found) {
      svg.classList.toggle("lighting", Boolean(found));
      boxes.forEach((box, i) => box.classList.toggle("lit", Boolean(found?.boxes.has(i))));
      arrows.forEach((arrow, i) => arrow.classList.toggle("lit", Boolean(found?.arrows.has(i))));
    },
    /** Leave out the ways of interested parties, or those that fell; what is on no other way goes with them. */
    hide({ parties, standing }) {
      const party = (i) => boxes[i].classList.contains("party");
      const kept = left(film, (passed, way) => !(standing && ways[way] !== "1") && !(parties && passed.some(party)));
      const hiding = parties || standing;
      boxes.forEach((box, i) => {
        box.classList.toggle("unkept", hiding && !kept.boxes.has(i) && !box.classList.contains("claim"));
      });
      arrows.forEach((arrow, i) => arrow.classList.toggle("unkept", hiding && !kept.arrows.has(i)));
      organisations.forEach((organisation) => {
        const members = organisation.dataset.of.split(" ").map((i) => boxes[i]);
        organisation.classList.toggle("unkept", members.every((box) => box.matches(".absent, .unkept")));
      });
    },
    hit: (target) => boxes.indexOf(target.closest?.(".box")),
  };
}
