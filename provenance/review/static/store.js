/* What the page knows, and what it asks of the program. A decision is told as saved when the program has it on disk. */

import { ask, byId, make, say, words } from "./dom.js";

// The token stands in the fragment, which is sent to nobody; it is kept for this tab alone.
const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) {
  sessionStorage.setItem("token", given);
  history.replaceState(null, "", location.pathname);
}
const token = sessionStorage.getItem("token") ?? "";
export const store = { number: 0, head: {}, texts: {}, entries: {}, claims: {}, sources: {}, documents: {}, findings: {} };
const followers = [];

/** Call `follow(changed)` whenever something changed; `changed` is null for everything. */
export function onChange(follow) {
  followers.push(follow);
}

/** Which dossier of the folder this tab shows. */
export const dossier = sessionStorage.getItem("dossier") ?? "0";

async function request(address, body) {
  const path = `${address}${address.includes("?") ? "&" : "?"}d=${dossier}`;
  const headers = { "X-Provenance-Token": token };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  return fetch(path, { method: body === undefined ? "GET" : "POST", headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store" });
}

export async function get(path) {
  const response = await request(path);
  if (!response.ok) throw new Error((await response.json()).error);
  return response.json();
}

function alarm(message) {
  byId("alarm").textContent = message ?? "";
  byId("alarm").hidden = !message;
}

export async function load() {
  try {
    const { number, by, state } = await get("/state");
    Object.assign(store, state, { number });
    byId("you").value ||= sessionStorage.getItem("you") ?? by;
    for (const follow of followers) follow(null);
    alarm(store.head.unreadable.length ? `${words.unreadable} ${store.head.unreadable.join(" ")}` : "");
  } catch (error) {
    alarm(error.message || words.offline);
  }
}

function take(number, changed) {
  if (number <= store.number) return;
  if (number > store.number + 1) {
    load();
    return;
  }
  store.number = number;
  for (const [section, { put = {}, gone = [], order }] of Object.entries(changed)) {
    if (section === "head") {
      Object.assign(store.head, put);
      continue;
    }
    const now = { ...store[section], ...put };
    for (const key of gone) delete now[key];
    store[section] = order ? Object.fromEntries(order.map((key) => [key, now[key]])) : now;
  }
  for (const follow of followers) follow(changed);
  alarm(store.head.unreadable.length ? `${words.unreadable} ${store.head.unreadable.join(" ")}` : "");
}

const waiting = [];
let busy = false;
/** Decisions go one after the other, in the order of the keys that were pressed. */
async function post(path, body, told) {
  return new Promise((done) => {
    waiting.push([path, body, told, done]);
    if (!busy) work();
  });
}

async function work() {
  busy = true;
  while (waiting.length) {
    const [path, body, told, done] = waiting.shift();
    done(await send(path, body, told));
  }
  busy = false;
}

/** What is asked for, with entries as the page knows them now: the last decision may have come back since. */
function fresh(action) {
  if (!action) return action;
  const now = ({ n, print }) => ({ n, print: store.entries[n]?.print ?? print });
  return { ...action, ...(action.entry && { entry: now(action.entry) }), ...(action.entries && { entries: action.entries.map(now) }) };
}

async function send(path, body, told) {
  byId("said").classList.add("busy");
  let response;
  let result = {};
  try {
    response = await request(path, { ...body, do: fresh(body.do), by: byId("you").value });
    result = await response.json();
  } catch {
    alarm(words.offline);
    return false;
  } finally {
    byId("said").classList.remove("busy");
  }
  if (response.ok) {
    take(result.number, result.changed);
    say(result.did ? `${words.saved}${told ? ` – ${told}` : ""}${result.step ? `: ${result.step}` : ""}` : words.nothing);
    return result.did ? { changed: result.changed } : false;
  }
  if (response.status === 409 && result.comment) {
    ask(words.comment, [make("p", {}, result.error)], () => post(path, { ...body, do: { ...body.do, with_comments: true } }, told));
    return false;
  }
  say(response.status === 409 ? words.conflict : result.error);
  if (response.status === 507) alarm(result.error);
  if (response.status === 409) load();
  return false;
}

/** Ask for a decision; true once it is on disk. */
export const decide = (action, told) => post("/decide", { do: action }, told);
/** Take back, or do again; where it changed an entry, `show` is told which. */
const back = (path, told) => async (show) => {
  const done = await post(path, {}, told);
  const entry = Object.keys(done?.changed?.entries?.put ?? {})[0];
  if (entry !== undefined) show(entry);
};
export const undo = back("/undo", words.undo);
export const redo = back("/redo", words.redo);
export const preview = async (action) => {
  const response = await request("/preview", { do: action });
  const result = await response.json();
  if (!response.ok) say(result.error);
  return response.ok ? result.diff : null;
};

/** Have this machine open the original of a statement at its place. */
export const openOriginal = async (pointer) => {
  const response = await request("/open", { pointer });
  const result = await response.json();
  if (!response.ok || !result.opened) say(result.error ?? words.unopened);
};

export const reference = (entry) => ({ n: entry.n, print: entry.print });

/** What changes elsewhere (another tab, an editor, git) comes by itself. A stream by `fetch`: it bears the token. */
export async function listen() {
  for (;;) {
    try {
      const response = await request("/events");
      if (response.status === 401 || response.status === 403) return;
      if (!response.ok) throw new Error();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let held = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        held += value;
        const parts = held.split("\n\n");
        held = parts.pop();
        for (const part of parts) {
          if (!part.startsWith("data: ")) continue;
          const { number, changed } = JSON.parse(part.slice(6));
          if (number > store.number) {
            take(number, changed);
            say(words.disk);
          }
        }
      }
    } catch {
      alarm(words.offline);
    }
    await new Promise((wait) => setTimeout(wait, 1000));
    await load();
  }
}
