/* The day the page shows. Everything that comes and goes says on which days it is there: nothing is worked out here. */

export const page = JSON.parse(document.getElementById("page").textContent);
const followers = [];
let shown = page.now;

export const today = () => shown;
/** The day that is shown, as it is written in an address. */
export const day = () => page.days[shown];
let move = (wanted) => showDay(wanted);
/** Show a day, the slider with it. */
export const showDate = (wanted) => move(wanted);

/** Call `follow(day)` whenever the day changes. */
export function onDay(follow) {
  followers.push(follow);
}

/** Make what was packed to be opened later: markup of this page that was written with it, as text. */
export function unpack(holder) {
  for (const packed of holder.querySelectorAll("script.packed")) {
    const text = packed.textContent.replaceAll(/<(\/?)packed-script\b/g, "<$1script");
    const made = new DOMParser().parseFromString(text, "text/html");
    packed.replaceWith(...made.body.childNodes);
    for (const link of holder.querySelectorAll("a[href]:empty")) {
      link.textContent = document.getElementById(link.getAttribute("href").slice(1))?.querySelector(".opens")?.textContent ?? "";
    }
    dress(holder);
  }
}

export function showDay(day) {
  shown = day;
  dress(document, day);
  for (const follow of followers) follow(day);
}

/** Whether a day is among those written: hexadecimal digits of four days each, the first day the lowest bit. */
const isAmong = (day, days) => Boolean((parseInt(days[day >> 2], 16) >> (day & 3)) & 1);
/** The first day on which an element is there; -1 for none. */
export const firstDay = (element) => page.days.findIndex((_, day) => isAmong(day, element.dataset.when));

/** Show of everything within `root` what is there on the day. */
export function dress(root, day = shown) {
  for (const element of root.querySelectorAll("[data-when]")) {
    element.hidden = !isAmong(day, element.dataset.when);
  }
  for (const element of root.querySelectorAll("[data-statuses]")) {
    const status = page.letters[element.dataset.statuses[day]] ?? "";
    element.dataset.status = status;
    if (element.className === "badge") element.textContent = page.labels[status] ?? "–";
  }
  for (const element of root.querySelectorAll("[data-flags]")) {
    element.classList.toggle("flagged", isAmong(day, element.dataset.flags));
  }
  for (const element of root.querySelectorAll("[data-moment]")) {
    element.classList.toggle("later", Number(element.dataset.moment) > day);
  }
  for (const line of root.querySelectorAll("[data-stop]")) {
    line.classList.toggle("here", Number(line.dataset.stop) === day);
  }
}

/** The slider, the date beside it, and the way back to the day of the audit. */
export function startClock() {
  const clock = document.querySelector(".clock");
  if (!clock) return;
  const [slider, date, back] = ["day", "date", "back"].map((id) => document.getElementById(id));
  const go = (day) => {
    slider.value = day;
    date.value = page.dates[day];
    slider.setAttribute("aria-valuetext", page.dates[day]);
    back.classList.toggle("unseen", day === page.now);
    for (const said of document.querySelectorAll(".as-of")) said.textContent = page.judged.replace("DATE", page.dates[day]);
    showDay(day);
  };
  move = go;
  let waiting = false;
  slider.addEventListener("input", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      go(Number(slider.value));
    });
  });
  back.addEventListener("click", () => {
    go(page.now);
    slider.focus();
  });
  clock.addEventListener("submit", (event) => event.preventDefault());
  clock.hidden = false;
  for (const line of document.querySelectorAll("[data-stop]")) {
    line.classList.toggle("here", Number(line.dataset.stop) === page.now);
  }
}
