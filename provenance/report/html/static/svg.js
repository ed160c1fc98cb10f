/* A drawing in SVG: what is seen on a day, and the ways through a box. */

import { onDay, today } from "./days.js";
import { startViewport } from "./viewport.js";

const MARGIN = 14;

/** What a proof names: the ways of its statements, and its sources and documents. */
export function proved(film, ways, items) {
  const named = new Set(items);
  const found = { boxes: new Set(), arrows: new Set(), ways: 0 };
  film.keys.forEach((key, i) => named.has(key) && found.boxes.add(i));
  film.ways.forEach(([passed, links, statement], way) => {
    if (!named.has(statement) || ways[way] === "0") return;
    found.ways += 1;
    passed.forEach((i) => found.boxes.add(i));
    links.forEach((i) => found.arrows.add(i));
  });
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

export function startSvg(stage) {
  const svg = stage.querySelector("svg.drawing");
  const film = JSON.parse(stage.querySelector("script").textContent);
  const [boxes, arrows, houses] = [".box", ".arrow", ".house"].map((kind) => [...svg.querySelectorAll(kind)]);
  let ways = "";

  const seen = () => boxes.filter((box) => !box.classList.contains("absent"));
  const whole = () => {
    const homes = houses.filter((house) => !house.classList.contains("absent"));
    const rects = [...(seen().length ? seen() : boxes), ...homes].map((shown) => shown.getBBox());
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
  let frame = -1;
  const follow = (day) => {
    if (film.days[day] === frame) return;
    frame = film.days[day];
    const codes = film.frames[frame].split(" ");
    const code = (part, i) => parseInt(codes[part][i], 16);
    boxes.forEach((box, i) => flag(box, code(0, i), ["", "hinge", "origin", "fallen"].map((n, b) => n || `seen${b}`)));
    arrows.forEach((arrow, i) => flag(arrow, code(1, i), ["seen0", "out", "inferred", "circular"]));
    for (const house of houses) {
      const members = house.dataset.of.split(" ").map((i) => boxes[i]);
      house.classList.toggle("absent", members.every((box) => box.classList.contains("absent")));
    }
    ways = codes[2];
    view.fit();
  };
  onDay(follow);
  follow(today());

  return {
    ...view,
    names: boxes.map((box) => box.getAttribute("aria-label")),
    boxes,
    through: (index, standing) => through(film, ways, index, standing),
    proved: (items) => proved(film, ways, items),
    light(found) {
      svg.classList.toggle("lighting", Boolean(found));
      boxes.forEach((box, i) => box.classList.toggle("lit", Boolean(found?.boxes.has(i))));
      arrows.forEach((arrow, i) => arrow.classList.toggle("lit", Boolean(found?.arrows.has(i))));
    },
    hide({ parties, standing }) {
      svg.classList.toggle("no-parties", parties);
      const kept = new Set();
      if (standing) {
        film.ways.forEach(([passed], way) => {
          if (parseInt(ways[way], 16) === 1) passed.forEach((i) => kept.add(i));
        });
      }
      boxes.forEach((box, i) => box.classList.toggle("unkept", standing && !kept.has(i)));
      arrows.forEach((arrow) => {
        arrow.classList.toggle("unkept", standing && arrow.classList.contains("out"));
      });
      const party = boxes.map((box) => parties && box.classList.contains("party"));
      film.ways.forEach(([passed, links]) => {
        links.forEach((link, k) => {
          if (party[passed[k]] || party[passed[k + 1]]) arrows[link].classList.add("unkept");
        });
      });
    },
    hit: (target) => boxes.indexOf(target.closest?.(".box")),
  };
}
