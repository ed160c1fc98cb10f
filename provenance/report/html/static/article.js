/* The article: words under the pointer or the focus show, beside the text, what they rest on. */

import { dress, page, unpack } from "./days.js";

const made = (name, kind, ...inside) => {
  const element = document.createElement(name);
  element.className = kind;
  element.append(...inside);
  return element;
};

/** What the table of claims tells of a statement: its claim with the status, who says it, what the claim rests on. */
function cardOf(number) {
  const claim = document.getElementById(page.said[number]);
  if (!claim) return null;
  unpack(claim);
  const copies = (nodes) => [...nodes].map((node) => node.cloneNode(true));
  const [status, text, ...figures] = claim.rows[0].cells;
  const link = made("a", "", text.textContent);
  link.href = `#${claim.id}`;
  if (text.lang) link.lang = text.lang;
  const told = copies(claim.querySelectorAll(`[data-said="${number}"] > p:not(:has(.back))`));
  const rests = figures.flatMap((cell, i) => [`${i ? " · " : ""}${cell.dataset.label}${page.colon} `, ...copies(cell.children)]);
  const card = made("li", "", made("p", "", ...copies(status.children), " ", link), ...told, made("p", "rests", ...rests));
  card.dataset.card = number;
  dress(card);
  return card;
}

export function startArticle() {
  for (const reading of document.querySelectorAll(".reading")) {
    const margin = reading.querySelector(".margin");
    const cards = new Map();
    const list = margin.querySelector("ol.cards");
    for (const card of list.children) cards.set(`s${card.dataset.card}`, card);
    for (const card of margin.querySelectorAll("[data-flag]")) cards.set(`f${card.dataset.flag}`, card);
    const pieces = [...reading.querySelectorAll("[data-s], [data-f]")];
    const numbers = (piece) => [
      ...(piece.dataset.s?.split(" ") ?? []).map((n) => `s${n}`),
      ...(piece.dataset.f?.split(" ") ?? []).map((n) => `f${n}`),
    ];
    let current = null;
    const show = (piece) => {
      if (piece === current) return;
      current = piece;
      const wanted = new Set(piece ? numbers(piece) : []);
      for (const number of piece?.dataset.s?.split(" ") ?? []) {
        const card = cards.has(`s${number}`) ? null : cardOf(number);
        if (!card) continue;
        cards.set(`s${number}`, card);
        list.append(card);
      }
      for (const [name, card] of cards) card.classList.toggle("shown", wanted.has(name));
      for (const other of pieces) {
        other.classList.toggle("lit", piece !== null && numbers(other).some((name) => wanted.has(name)));
      }
      margin.classList.toggle("telling", piece !== null);
    };
    reading.addEventListener("pointerover", (event) => {
      const piece = event.target.closest("[data-s], [data-f]");
      if (piece) show(piece);
    });
    reading.addEventListener("focusin", (event) => {
      const piece = event.target.closest("[data-s], [data-f]");
      if (piece) show(piece);
    });
    reading.addEventListener("keydown", (event) => {
      if (event.key === "Escape") show(null);
    });
    margin.classList.add("live");
  }
}
