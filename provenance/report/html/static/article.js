/* The article: words under the pointer or the focus show, beside the text, what they rest on. */

export function startArticle() {
  for (const reading of document.querySelectorAll(".reading")) {
    const margin = reading.querySelector(".margin");
    const cards = new Map();
    for (const card of margin.querySelectorAll("[data-card]")) cards.set(`s${card.dataset.card}`, card);
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
