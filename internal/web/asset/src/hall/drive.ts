/**
 * Where a meeting lies on this device. The book keeps everything in memory too, so that a drive
 * that was emptied under it can be filled again (book.ts, heal).
 */
import type { Op } from "./op";
import type { Packet } from "./packet";

/** A meeting taken along: what came with it and how far sending has come. */
export interface Head {
  /** The id of this device for this meeting, made by the server. */
  device: string;
  secret: string;
  packet: Packet;
  seq: number;
  lamport: number;
  cursor: number;
  takenAt: number;
  /** The server's time of the last answer after which nothing was left to send; 0: none yet. */
  sentAt: number;
  /** The server said 401: this is not this device's any more. */
  ended: boolean;
  /** Entries that came to the server after the cell had agreed, not read aloud yet; none in heads of an older page. */
  late?: string[];
  /** Its holder said that nothing more will be written here. */
  done: boolean;
}

/** An operation as the book holds it. */
export interface Held {
  op: Op;
  /** Made here and not yet acknowledged. */
  unsent: boolean;
}

/** What is sealed of an operation of one's own before its numbers are known. */
export interface Draft {
  id: string;
  at: number;
  kind: string;
  key: string;
  value: unknown;
  saw: string[];
}

/** What changes after an answer: one transaction. */
export interface Change {
  head: Head;
  /** Operations of others to keep. */
  others: Op[];
  /** Ids of one's own that the server has now. */
  sent: string[];
}

export interface Drive {
  /** All meetings on this device. */
  heads(): Promise<Head[]>;
  load(device: string): Promise<{ head: Head; held: Held[] } | null>;
  /** Keeps a new meeting, or writes one back whole. */
  write(head: Head, held: Held[]): Promise<void>;
  /** Takes the next sequence number and counter and keeps the operation, in one transaction. */
  append(device: string, draft: Draft, lamport: number): Promise<Op>;
  change(c: Change): Promise<void>;
  remove(device: string): Promise<void>;
  /** Opens the store again after the browser emptied or closed it. */
  reopen(): Promise<void>;
}

/** Storage is full: nothing was written, what was typed must stay in its field. */
export class Full extends Error {
  constructor() {
    super("storage is full");
  }
}

/** What the browser says when it has no room. */
export function isFull(e: unknown): boolean {
  const name = (e as { name?: string } | null)?.name;
  return e instanceof Full || name === "QuotaExceededError";
}
