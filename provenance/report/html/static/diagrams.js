/* The tools of a diagram: the same for SVG and canvas, made when a reader first sees it. */

import { onDay, unpack } from "./days.js";
import { startCanvas } from "./canvas.js";
import { startSvg } from "./svg.js";
import { placed } from "./upright.js";

const started = new WeakMap();

/** Make a diagram live, once; returns what can be asked of it. */
export function startDiagram(figure) {
  if (!started.has(figure)) started.set(figure, make(figure));
  else started.get(figure).fit();
  return started.get(figure);
}

function make(figure) {
  const tools = document.getElementById("tools").content.firstElementChild.cloneNode(true);
  const tool = (name) => tools.querySelector(`[data-do=${name}]`);
  const [names, organisations] = [figure.querySelector(".stage.names"), figure.querySelector(".stage.organisations")];
  const told = document.createElement("p");
  told.className = "lit";
  told.setAttribute("aria-live", "polite");
  names.parentElement.insertBefore(told, (organisations ?? names).nextSibling);
  const made = new Map();
  let chosen = -1;

  const drawing = () => {
    const stage = tool("organisations")?.checked ? organisations : names;
    if (!made.has(stage)) made.set(stage, start(stage));
    return made.get(stage);
  };
  const light = (index) => {
    const current = drawing();
    const found = index < 0 ? null : current.through(index, tool("standing").checked);
    current.light(found);
    told.textContent = found ? `${current.names[index]} · ${tools.dataset.ways} ${found.ways}` : "";
  };
  const choose = (index) => {
    chosen = chosen === index ? -1 : index;
    tool("through").value = chosen < 0 ? "" : String(chosen);
    drawing().boxes.forEach((box, i) => box.setAttribute("aria-pressed", String(i === chosen)));
    light(chosen);
  };
  const hide = () => {
    drawing().hide({ parties: tool("parties").checked, standing: tool("standing").checked });
    light(chosen);
  };

  function start(stage) {
    unpack(stage);
    const label = stage === names ? tools.dataset.names : tools.dataset.organisations;
    for (const [name, value] of Object.entries({ role: "group", tabindex: "0", "aria-label": label })) stage.setAttribute(name, value);
    const current = stage.querySelector("canvas") ? startCanvas(stage) : startSvg(stage);
    stage.addEventListener("pointerover", (event) => {
      if (chosen >= 0 || stage.classList.contains("dragging")) return;
      const index = current.hit(event.target, event);
      if (index >= 0) light(index);
    });
    stage.addEventListener("pointerleave", () => light(chosen));
    stage.addEventListener("focusin", (event) => {
      const index = current.boxes.indexOf(event.target);
      if (index >= 0 && chosen < 0) light(index);
    });
    stage.addEventListener("click", (event) => {
      if (stage.classList.contains("dragging")) return;
      const index = current.hit(event.target, event);
      if (index >= 0) choose(index);
      else if (chosen >= 0) choose(chosen);
    });
    stage.addEventListener("keydown", (event) => {
      const index = current.boxes.indexOf(event.target);
      if (event.key === "Escape" && chosen >= 0) choose(chosen);
      if (index < 0) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose(index);
      } else if (event.key.startsWith("Arrow")) {
        event.preventDefault();
        step(current.boxes, index, event.key);
      }
    });
    // One stop for Tab; the arrows go from box to box.
    const first = current.boxes.find((box) => !box.classList.contains("absent"));
    first?.setAttribute("tabindex", "0");
    return current;
  }

  const list = () => {
    const select = tool("through");
    const current = drawing();
    select.replaceChildren(select.options[0]);
    current.names
      .map((name, i) => [name, i])
      .filter(([, i]) => !current.boxes[i]?.classList.contains("absent"))
      .sort(([a], [b]) => a.localeCompare(b, document.documentElement.lang))
      .forEach(([name, i]) => select.add(new Option(name.length > 60 ? `${name.slice(0, 60)}…` : name, String(i))));
    select.value = chosen < 0 ? "" : String(chosen);
  };
  for (const name of ["in", "out", "fit"]) tool(name).addEventListener("click", () => drawing()[name]());
  if (!organisations) tool("organisations").closest("label").remove();
  tool("organisations")?.addEventListener("change", (event) => {
    chosen = -1;
    names.hidden = event.target.checked;
    organisations.hidden = !event.target.checked;
    figure.classList.toggle("by-organisation", event.target.checked);
    drawing().fit();
    list();
    hide();
  });
  for (const name of ["parties", "standing"]) tool(name).addEventListener("change", hide);
  tool("through").addEventListener("change", (event) => {
    chosen = -1;
    choose(event.target.value === "" ? -1 : Number(event.target.value));
  });
  figure.prepend(tools);
  drawing();
  list();
  onDay(() => {
    list();
    hide();
  });
  return { fit: () => drawing().fit(), prove: (boxes, ways) => drawing().light(drawing().proved(boxes, ways)) };
}

/** From one box to the nearest in the direction of an arrow key. */
function step(boxes, from, key) {
  const centre = (box) => {
    const rect = placed(box);
    return [rect.x + rect.width / 2, rect.y + rect.height / 2];
  };
  const [x, y] = centre(boxes[from]);
  const ahead = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  let [best, least] = [null, Infinity];
  for (const box of boxes) {
    if (box === boxes[from] || box.classList.contains("absent") || box.classList.contains("unkept")) continue;
    const [bx, by] = centre(box);
    const along = (bx - x) * ahead[0] + (by - y) * ahead[1];
    const aside = Math.abs((bx - x) * ahead[1] + (by - y) * ahead[0]);
    if (along > 4 && along + 2 * aside < least) [best, least] = [box, along + 2 * aside];
  }
  if (best) {
    boxes[from].setAttribute("tabindex", "-1");
    best.setAttribute("tabindex", "0");
    best.focus();
  }
}
