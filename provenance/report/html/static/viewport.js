/* Moving over a drawing: wheel, drag, pinch and keys change one box of the drawing, which somebody shows. */

const STEP = 1.25;

/**
 * `whole()` is the box [x, y, width, height] that fits everything; `show(box, moving)` shows a box.
 * Returns what the buttons of the tools do.
 */
export function startViewport(stage, whole, show) {
  let box = whole();
  const pointers = new Map();

  const apply = (next, moving = false) => {
    box = next;
    show(box, moving);
  };
  const size = () => {
    const drawing = stage.querySelector(".drawing").getBoundingClientRect();
    const scale = Math.max(box[2] / drawing.width, box[3] / drawing.height);
    return { drawing, scale };
  };
  const at = (clientX, clientY) => {
    const { drawing, scale } = size();
    return [
      box[0] + box[2] / 2 + (clientX - drawing.left - drawing.width / 2) * scale,
      box[1] + box[3] / 2 + (clientY - drawing.top - drawing.height / 2) * scale,
    ];
  };
  const zoom = (factor, centre = [box[0] + box[2] / 2, box[1] + box[3] / 2], moving = false) => {
    const most = Math.max(...whole().slice(2)) * 4;
    const width = Math.min(Math.max(box[2] / factor, 60), most);
    const ratio = width / box[2];
    apply(
      [centre[0] - (centre[0] - box[0]) * ratio, centre[1] - (centre[1] - box[1]) * ratio, width, box[3] * ratio],
      moving,
    );
  };
  const fit = () => apply(whole());

  stage.addEventListener(
    "wheel",
    (event) => {
      // A page is scrolled with the wheel; a drawing is zoomed with it once it has the focus, or with Ctrl.
      if (!event.ctrlKey && !stage.contains(document.activeElement)) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? STEP : 1 / STEP, at(event.clientX, event.clientY));
    },
    { passive: false },
  );
  stage.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
  });
  stage.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const after = [event.clientX, event.clientY];
    if (pointers.size === 1) {
      if (Math.hypot(after[0] - before[0], after[1] - before[1]) < 3 && !stage.classList.contains("dragging")) return;
      stage.classList.add("dragging");
      stage.setPointerCapture(event.pointerId);
      const { scale } = size();
      apply([box[0] - (after[0] - before[0]) * scale, box[1] - (after[1] - before[1]) * scale, box[2], box[3]], true);
    } else if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const [was, is] = [before, after].map((p) => Math.hypot(p[0] - other[0], p[1] - other[1]));
      if (was > 0) zoom(is / was, at((after[0] + other[0]) / 2, (after[1] + other[1]) / 2), true);
    }
    pointers.set(event.pointerId, after);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, (event) => {
      pointers.delete(event.pointerId);
      if (pointers.size === 0 && stage.classList.contains("dragging")) {
        // The click that ends a drag is none.
        setTimeout(() => stage.classList.remove("dragging"));
        apply(box);
      }
    });
  }
  stage.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const move = event.target === stage && moves[event.key];
    if (move) apply([box[0] + (move[0] * box[2]) / 10, box[1] + (move[1] * box[3]) / 10, box[2], box[3]]);
    else if (event.key === "+" || event.key === "=") zoom(STEP);
    else if (event.key === "-") zoom(1 / STEP);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  return { in: () => zoom(STEP), out: () => zoom(1 / STEP), fit };
}
