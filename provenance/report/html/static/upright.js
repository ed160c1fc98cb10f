/* A drawing on a narrow screen: its columns stand one below the other, so that its words can be read without moving it
   about. What leads from a box to the one below is straight; all else goes round at a side, through no other box. */

const GAP = 14;
const ROW = 44;
const SIDE = 30;
const HEAD = 11;

/** Where an element of a drawing is, wherever it was moved. */
export function placed(element) {
  const { x, y, width, height } = element.getBBox();
  const moved = element.closest(".box")?.transform.baseVal.consolidate()?.matrix;
  return { x: x + (moved?.e ?? 0), y: y + (moved?.f ?? 0), width, height };
}

/** Returns `stand(width)`, which sets the drawing up within a width, and `lie()`, which lays it down as it was. */
export function startUpright(boxes, arrows) {
  const at = boxes.map((box) => box.firstElementChild.getBBox());
  const middle = (r) => [r.x + r.width / 2, r.y + r.height / 2];
  const nearest = ({ x, y }) => {
    const away = at.map((r) => Math.hypot(Math.max(r.x - x, 0, x - r.x - r.width), Math.max(r.y - y, 0, y - r.y - r.height)));
    return away.indexOf(Math.min(...away));
  };
  const links = arrows.map((arrow) => {
    const path = arrow.querySelector("path");
    const [first, last] = [0, path.getTotalLength()].map((along) => nearest(path.getPointAtLength(along)));
    const marks = [...arrow.querySelectorAll("use")];
    return { path, first, last, marks, lying: path.getAttribute("d"), marked: marks.map((m) => [m.getAttribute("x"), m.getAttribute("y")]) };
  });

  /** The columns from left to right, each from top to bottom, broken into rows that are no wider than `width`. */
  const rows = (width) => {
    const columns = [];
    for (const i of at.map((_, i) => i).sort((a, b) => middle(at[a])[0] - middle(at[b])[0])) {
      const column = columns.at(-1);
      if (column && middle(at[i])[0] - middle(at[column[0]])[0] < 30) column.push(i);
      else columns.push([i]);
    }
    return columns.map((column) => {
      const lines = [];
      for (const i of column.sort((a, b) => at[a].y - at[b].y)) {
        const used = lines.at(-1)?.reduce((sum, other) => sum + at[other].width + GAP, 0);
        if (used + at[i].width <= width) lines.at(-1).push(i);
        else lines.push([i]);
      }
      return lines;
    });
  };

  /** Whether more than one way leaves a box for the next column. */
  const spreads = (box, columnOf) => links.filter(({ first, last }) => first === box && columnOf[last] === columnOf[box] + 1).length > 1;

  const stand = (width) => {
    const [now, lineOf, columnOf] = [[], [], []];
    let [top, number] = [0, 0];
    for (const [c, column] of rows(width - 2 * SIDE).entries()) {
      for (const line of column) {
        number += 1;
        let left = (width - line.reduce((sum, i) => sum + at[i].width, GAP * (line.length - 1))) / 2;
        for (const i of line) {
          now[i] = { x: left, y: top, width: at[i].width, height: at[i].height };
          [lineOf[i], columnOf[i]] = [number, c];
          boxes[i].setAttribute("transform", `translate(${left - at[i].x} ${top - at[i].y})`);
          left += at[i].width + GAP;
        }
        top += Math.max(...line.map((i) => at[i].height)) + GAP;
      }
      top += ROW - GAP;
    }
    let round = 0;
    for (const { path, first, last, marks } of links) {
      const [tail, head] = [now[first], now[last]];
      let at, way;
      if (lineOf[last] === lineOf[first] + 1) {
        const [x1, y1, x2, y2] = [middle(tail)[0], tail.y + tail.height, middle(head)[0], head.y - HEAD];
        const half = (y1 + y2) / 2;
        [at, way] = [[(x1 + x2) / 2, half], `M${x1},${y1} C${x1},${half} ${x2},${half} ${x2},${y2}`];
      } else {
        // What spreads to a later row of the next column, or goes back, keeps to the left; what gathers, to the right.
        const left = columnOf[last] === columnOf[first] + 1 ? lineOf[last] > lineOf[first] + 1 && spreads(first, columnOf) : lineOf[last] < lineOf[first];
        const edge = (r) => (left ? r.x : r.x + r.width);
        const out = left ? -1 : 1;
        const [[, y1], [, y2]] = [middle(tail), middle(head)];
        const x = (left ? 0 : width) - out * (4 + 5 * (round++ % 4));
        const turn = y2 > y1 ? 12 : -12;
        way = `M${edge(tail)},${y1} Q${x},${y1} ${x},${y1 + turn} L${x},${y2 - turn} Q${x},${y2} ${edge(head) + out * HEAD},${y2}`;
        at = [x, left ? y2 - 2 * turn : y1 + 2 * turn];
      }
      path.setAttribute("d", way);
      for (const mark of marks) {
        mark.setAttribute("x", at[0]);
        mark.setAttribute("y", at[1] - (mark.matches(".guess") ? 12 : 0));
      }
    }
  };
  const lie = () => {
    for (const box of boxes) box.removeAttribute("transform");
    for (const { path, marks, lying, marked } of links) {
      path.setAttribute("d", lying);
      marks.forEach((mark, i) => ["x", "y"].forEach((name, j) => mark.setAttribute(name, marked[i][j])));
    }
  };
  return { stand, lie };
}
