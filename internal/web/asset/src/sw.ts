/**
 * The service worker: it keeps the room's shell and its files, so that the room opens without a
 * network, and nothing else. It never keeps a page of a signed-in person or an answer of the system.
 * The server writes `shell` in front of this file; its version changes with every byte of the shell.
 */
interface Shell {
  version: string;
  page: string;
  files: string[];
}
declare const shell: Shell;

interface Extendable extends Event {
  waitUntil(p: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  request: Request;
  respondWith(p: Promise<Response>): void;
}
const worker = self as unknown as {
  location: Location;
  clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", fn: (e: Extendable) => void): void;
  addEventListener(type: "fetch", fn: (e: Fetching) => void): void;
  addEventListener(type: "message", fn: (e: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
};
const cacheName = `hop-${shell.version}`;

worker.addEventListener("install", (e) => {
  e.waitUntil(caches.open(cacheName).then((c) => c.addAll([new Request(shell.page, { cache: "reload" }), ...shell.files])));
});

// A room in use keeps its version: an older cache goes only when its worker has gone.
worker.addEventListener("activate", (e) => {
  e.waitUntil(
    caches
      .keys()
      .then((all) => Promise.all(all.filter((n) => n.startsWith("hop-") && n !== cacheName).map((n) => caches.delete(n))))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener("message", (e) => {
  if (e.data === "now") void worker.skipWaiting();
});

worker.addEventListener("fetch", (e) => {
  const at = new URL(e.request.url);
  if (e.request.method !== "GET" || at.origin !== worker.location.origin) return;
  const isShell = at.pathname === shell.page && at.search === "";
  if (!isShell && !shell.files.includes(at.pathname)) return;
  e.respondWith(caches.open(cacheName).then((c) => c.match(at.pathname)).then((kept) => kept ?? fetch(e.request)));
});
