/* A drawing of thousands of boxes on a canvas. While it is moved, a picture of it is moved; then it is drawn again. */

import { onDay, today } from "./days.js";
import { left, proved, through } from "./svg.js";
import { startViewport } from "./viewport.js";

const SIDES = { for: "--for", against: "--against", aside: "--aside", act: "--ink", gives: "--ink" };
/* Boxes smaller than this on the screen have no room for words. */
const READABLE = 26;

export function startCanvas(stage) {
  const canvas = stage.querySelector("canvas");
  const film = JSON.parse(stage.querySelector("script").textContent);
  const ctx = canvas.getContext("2d");
  const picture = document.createElement("canvas");
  let [box, held, lit, kept] = [[0, 0, ...film.size], null, null, null];
  let codes = film.frames[0].split(" ");
  let colours = {};

  const whole = () => {
    const [width, height] = film.size;
    return [-20, -20, width + 40, height + 40];
  };
  const code = (part, i) => parseInt(codes[part][i], 16);
  const seenBox = (i) => code(0, i) > 0 && (!kept || kept.boxes.has(i));

  const curve = (path, [tail, head]) => {
    const [a, b] = [film.boxes[tail], film.boxes[head]];
    const [x1, y1, x2, y2] = [a[0] + a[2] / 2, a[1], b[0] - b[2] / 2, b[1]];
    const reach = Math.max(30, Math.abs(x2 - x1) / 2);
    path.moveTo(x1, y1);
    path.bezierCurveTo(x1 + reach, y1, x2 - reach, y2, x2, y2);
  };
  /* The arrows of a state as a few paths, made once; a move only draws them again. */
  let paths = null;
  const arrowPaths = () => {
    const made = new Map();
    film.arrows.forEach((arrow, i) => {
      const state = code(1, i);
      if (state === 0 || (kept && !kept.arrows.has(i))) return;
      const kind = lit?.arrows.has(i) ? "lit" : state & 2 ? "out" : arrow[2];
      if (!made.has(kind)) made.set(kind, new Path2D());
      curve(made.get(kind), arrow);
    });
    return made;
  };

  const draw = (target, [x, y, width, height]) => {
    const scale = Math.min(target.width / width, target.height / height);
    const context = target.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = colours["--paper"];
    context.fillRect(0, 0, target.width, target.height);
    const [dx, dy] = [target.width / 2 - (x + width / 2) * scale, target.height / 2 - (y + height / 2) * scale];
    context.setTransform(scale, 0, 0, scale, dx, dy);
    paths ??= arrowPaths();
    for (const [kind, path] of paths) {
      context.globalAlpha = lit && kind !== "lit" ? 0.12 : 0.75;
      context.strokeStyle = colours[kind === "lit" ? "--accent" : (SIDES[kind] ?? "--aside")];
      context.lineWidth = (kind === "lit" ? 2 : 1) / Math.max(scale, 0.25);
      context.setLineDash(kind === "out" ? [2, 4] : []);
      context.stroke(path);
    }
    context.setLineDash([]);
    const [left, top] = [-dx / scale, -dy / scale];
    const [right, bottom] = [left + target.width / scale, top + target.height / scale];
    context.font = "12px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    film.boxes.forEach(([bx, by, bw, bh, shape, label], i) => {
      if (bx + bw < left || bx - bw > right || by + bh < top || by - bh > bottom || !seenBox(i)) return;
      context.globalAlpha = lit && !lit.boxes.has(i) ? 0.2 : 1;
      context.fillStyle = colours[shape === "document" ? "--doc" : code(0, i) & 4 ? "--origin" : "--paper"];
      context.strokeStyle = colours[lit?.boxes.has(i) || code(0, i) & 2 ? "--accent" : "--line"];
      context.lineWidth = lit?.boxes.has(i) ? 3 : 1.2;
      context.fillRect(bx - bw / 2, by - bh / 2, bw, bh);
      context.strokeRect(bx - bw / 2, by - bh / 2, bw, bh);
      if (bh * scale > READABLE) {
        context.fillStyle = colours["--ink"];
        context.fillText(label, bx, by, bw - 8);
      }
    });
  };

  const redraw = () => {
    const style = getComputedStyle(canvas);
    for (const name of ["--paper", "--doc", "--origin", "--line", "--ink", "--accent", "--for", "--against", "--aside"]) {
      colours[name] = style.getPropertyValue(name).trim();
    }
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const size = canvas.getBoundingClientRect();
    if (!size.width) return;
    for (const surface of [canvas, picture]) {
      surface.width = Math.round(size.width * ratio);
      surface.height = Math.round(size.height * ratio);
    }
    draw(picture, box);
    held = box;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(picture, 0, 0);
  };
  /* The picture that was drawn last, moved and stretched to where the new box wants it. */
  const moved = () => {
    const scale = Math.min(canvas.width / box[2], canvas.height / box[3]);
    const before = Math.min(canvas.width / held[2], canvas.height / held[3]);
    const ratio = scale / before;
    const dx = (held[0] + held[2] / 2 - box[0] - box[2] / 2) * scale;
    const dy = (held[1] + held[3] / 2 - box[1] - box[3] / 2) * scale;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillStyle = colours["--paper"];
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.setTransform(ratio, 0, 0, ratio, (canvas.width * (1 - ratio)) / 2 + dx, (canvas.height * (1 - ratio)) / 2 + dy);
    ctx.drawImage(picture, 0, 0);
  };
  let waiting = 0;
  const view = startViewport(stage, whole, (next, moving) => {
    box = next;
    if (moving && held) moved();
    else {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(redraw);
    }
  });
  const changed = () => {
    paths = null;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(redraw);
  };
  const follow = (day) => {
    codes = film.frames[film.days[day]].split(" ");
    changed();
  };
  onDay(follow);
  follow(today());
  view.fit();
  new ResizeObserver(changed).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);

  return {
    ...view,
    names: film.boxes.map((b) => b[5]),
    boxes: [],
    through: (index, onlyStanding) => through(film, codes[2], index, onlyStanding),
    proved: (numbers, through) => proved(film, codes[2], numbers, through),
    light(found) {
      lit = found ?? null;
      changed();
    },
    hide({ parties, standing }) {
      const party = (i) => film.boxes[i][6];
      const keeps = (passed, way) => !(standing && codes[2][way] !== "1") && !(parties && passed.some(party));
      kept = parties || standing ? left(film, keeps) : null;
      changed();
    },
    hit(target, event) {
      const size = canvas.getBoundingClientRect();
      const scale = Math.max(box[2] / size.width, box[3] / size.height);
      const x = box[0] + box[2] / 2 + (event.clientX - size.left - size.width / 2) * scale;
      const y = box[1] + box[3] / 2 + (event.clientY - size.top - size.height / 2) * scale;
      return film.boxes.findIndex(
        ([bx, by, bw, bh], i) => Math.abs(x - bx) <= bw / 2 && Math.abs(y - by) <= bh / 2 && seenBox(i),
      );
    },
  };
}
