/** All meetings on this device: opening the store, throwing out what is due, emptying it for good. */
import type { Drive, Head } from "./drive";
import { IdbDrive } from "./idb";
import type { Room } from "./room";
import { due, mayEmpty } from "./wipe";

const pending = "chibo-xoa";
let opened: Promise<IdbDrive> | null = null;

export function drive(): Promise<IdbDrive> {
  opened ??= IdbDrive.open();
  return opened;
}

export function pass(h: Head): string {
  return h.secret;
}

/** Throws out what is due by this device's clock and returns what is left. */
export async function tidy(d: Drive, now: number): Promise<Head[]> {
  const left: Head[] = [];
  for (const h of await d.heads()) {
    const kept = await d.load(h.device);
    const unsent = kept?.held.filter((x) => x.unsent).length ?? 0;
    const p = h.packet;
    const over = ["confirmed", "sealed", "reported"].includes(p.state);
    if (due({ unsent, startsAt: p.startsAt, takenAt: h.takenAt, sentAt: h.sentAt, over, ended: h.ended }, null, now)) {
      await d.remove(h.device);
      localStorage.setItem(pending, pass(h));
    } else left.push(h);
  }
  if (mayEmpty(left.map(() => null as never))) await empty();
  return left;
}

/**
 * Takes one meeting off this device. When it was the last, the server is asked for the answer that
 * makes the browser throw the whole store away: deleting records alone leaves the key's bytes in the
 * browser's files (frontend.md 5). Without a network that is done the next time.
 */
export async function wipe(room: Room): Promise<void> {
  const { book, sender } = room;
  if (!book.head.ended) {
    await book.finish(true);
    await sender.now();
  }
  sender.stop();
  const d = await drive();
  const { href } = room.p;
  await d.remove(book.head.device);
  localStorage.setItem(pending, pass(book.head));
  if (mayEmpty((await d.heads()).map(() => null as never))) await empty();
  location.assign(href);
}

/** Asks the server to have the browser empty its store; only when nothing is in it. */
async function empty(): Promise<void> {
  const secret = localStorage.getItem(pending);
  if (!secret) return;
  try {
    const res = await fetch("/hop/xoa", { method: "POST", headers: { "X-Chibo-Hall": secret }, cache: "no-store" });
    if (res.status === 204) opened = null;
  } catch {
    // no network: what is left is a key without anything to open
  }
}
