// The script of pages that follow a meeting. They are told that something changed, never what: they
// fetch themselves again, as their reader may see them, and take over what differs. Where somebody is
// typing nothing is changed under his hand: the page says so and waits. Without script the pages are
// as they were opened, and the wall makes itself anew.
import { alter } from "./part/alter";
import { typing } from "./part/typing";

const box = document.getElementById("live");
const wall = document.querySelector(".page.wall") !== null;
const apart = 1200; // ms between two looks
const calm = 2500; // ms after a touch in which nothing moves: a row that comes up under the finger would be marked

let stream: EventSource | null = null;
let pending = false; // something changed that is not shown yet
let looking = false;
let looked = 0;
let timer = 0;
let touched = 0;

/** Looks within so many milliseconds, spread by chance, together with what else changes meanwhile. */
function soon(within: number): void {
  pending = true;
  if (timer || looking) return;
  const wait = Math.max(looked + apart - Date.now(), touched + calm - Date.now(), 0) + within * (0.3 + 0.7 * Math.random());
  timer = window.setTimeout(() => {
    timer = 0;
    if (pending) look(false);
  }, wait);
}

/** Fetches the page again. asked: by the person himself, who keeps the form he types in. */
function look(asked: boolean): void {
  if (!asked && typing()) {
    if (box) box.hidden = false;
    return;
  }
  if (looking) return;
  looking = true;
  pending = false;
  const ask = new XMLHttpRequest();
  ask.open("GET", location.href);
  ask.responseType = "document"; // parsed without running anything
  ask.timeout = 20000;
  ask.setRequestHeader("X-Chibo-Look", "1");
  ask.onloadend = () => {
    looking = false;
    looked = Date.now();
    const page = ask.responseXML;
    if (ask.status === 0 || ask.status >= 500) return soon(15000); // no network: the page stays
    if (ask.status !== 200 || !page?.querySelector("#live")) return over();
    if (!asked && typing()) { // begun while the answer was on its way
      pending = true;
      if (box) box.hidden = false;
      return;
    }
    if (!asked && Date.now() < touched + calm) return soon(300);
    if (box) box.hidden = true;
    take(page);
    if (pending) soon(300);
  };
  ask.send();
}

/** The page may not be seen any more, or follows nothing: a wall goes, another page stays until it is touched. */
function over(): void {
  stream?.close();
  stream = null;
  if (wall || !typing()) location.reload();
}

function take(page: Document): void {
  const held = document.activeElement;
  for (const part of ["main", "#sync", ".bar"]) {
    const old = document.querySelector(part);
    const now = page.querySelector(part);
    if (old && now) alter(old, now);
    else if (old && part === ".bar") old.remove();
    else if (now && part === ".bar") document.querySelector("main")?.parentElement?.insertBefore(document.importNode(now, true), document.getElementById("no-answer"));
  }
  document.title = page.title;
  if (held && !held.isConnected) document.getElementById("noi-dung")?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("chibo:taken"));
}

function listen(): void {
  if (stream || !box || document.hidden) return;
  stream = new EventSource(box.dataset.live ?? "");
  stream.onmessage = (e) => soon(Number(e.data) || 0);
  stream.onerror = () => { // a broken line comes back by itself; a refusal is final, and the page finds out why
    if (stream?.readyState !== EventSource.CLOSED) return;
    stream = null;
    soon(5000);
    window.setTimeout(listen, 10000 + 10000 * Math.random());
  };
}

// A page nobody looks at holds no line; looked at again it hears what it missed.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    stream?.close();
    stream = null;
  } else listen();
});
window.addEventListener("pagehide", () => {
  stream?.close();
  stream = null;
});
window.addEventListener("pageshow", listen);

// The hand has left the field, or what was typed has been sent or wiped out: now it can be shown.
for (const kind of ["focusout", "change", "htmx:after:swap"]) {
  document.addEventListener(kind, () => {
    if (pending) soon(400);
  });
}

document.addEventListener("pointerdown", () => (touched = Date.now()), true);

box?.querySelector("button")?.addEventListener("click", () => {
  look(true);
});

if (wall) window.setInterval(() => soon(1000), 30000); // the time of day
listen();
