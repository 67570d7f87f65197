/**
 * One meeting on this device: every tap is kept here first, and only then goes anywhere.
 * Knows nothing of pages, network or IndexedDB; the drive and the sender are given to it.
 */
import { Full, isFull, type Drive, type Head, type Held } from "./drive";
import { essence, settle, type Entry } from "./fold";
import { uuid7, type Op } from "./op";
import { whole } from "./values";
import { due, type Lying } from "./wipe";

/** What a room of the server refused, with its sentence; the operation itself is kept. */
export interface Refusal {
  id: string;
  key?: string;
  code: string;
  text: string;
}

/** The server's answer to a batch. */
export interface Answer {
  taken: string[];
  refused: Refusal[];
  ops: Op[];
  cursor: number;
  /** There is more to fetch: ask again at once. */
  more?: boolean;
  now: number;
  disputed: string[];
  /** Entries that came after the cell agreed to its minutes and were not read aloud yet. */
  late?: string[];
  state: string;
}

export class Book {
  readonly held = new Map<string, Held>();
  readonly entries = new Map<string, Entry>();
  refused: Refusal[] = [];
  /** The server's state of the meeting as last heard. */
  state: string;
  serverNow: number | null = null;
  full = false;
  private byKey = new Map<string, Op[]>();
  private healing: Promise<void> | null = null;
  private listeners = new Set<() => void>();

  constructor(
    public head: Head,
    held: Held[],
    private drive: Drive,
    private clock: () => number = Date.now,
  ) {
    this.state = head.packet.state;
    for (const h of held) this.hold(h);
    for (const key of this.byKey.keys()) this.refold(key);
  }

  listen(fn: () => void): () => void {
    this.listeners.add(fn);
    return () => this.listeners.delete(fn);
  }

  private tell(): void {
    this.listeners.forEach((fn) => fn());
  }

  private hold(h: Held): void {
    const had = this.held.get(h.op.id);
    if (had) {
      had.unsent = had.unsent && h.unsent;
      return;
    }
    h = { op: { ...h.op, value: whole(h.op.kind, h.op.value) }, unsent: h.unsent };
    this.held.set(h.op.id, h);
    const list = this.byKey.get(h.op.key);
    if (list) list.push(h.op);
    else this.byKey.set(h.op.key, [h.op]);
    if (h.op.lamport > this.head.lamport) this.head.lamport = h.op.lamport;
  }

  private refold(key: string): void {
    this.entries.set(key, settle(key, this.byKey.get(key) ?? []));
  }

  /** What an entry says, or undefined when nobody said anything. */
  value<T>(key: string): T | undefined {
    return this.entries.get(key)?.value as T | undefined;
  }

  /** When an entry was written by its device's clock: shown, never trusted. */
  at(key: string): number {
    const heads = this.entries.get(key)?.heads;
    return heads ? heads[heads.length - 1].at : 0;
  }

  /** All entries whose key begins so, in the order they were first written. */
  all<T>(begins: string): { id: string; key: string; value: T; at: number }[] {
    const out: { id: string; key: string; value: T; at: number; first: number }[] = [];
    this.entries.forEach((e, key) => {
      if (!key.startsWith(begins) || e.value === null) return;
      const first = Math.min(...(this.byKey.get(key) ?? []).map((op) => op.lamport));
      out.push({ id: key.slice(begins.length), key, value: e.value as T, at: e.heads[0].at, first });
    });
    return out.sort((a, b) => a.first - b.first || (a.key < b.key ? -1 : 1));
  }

  get disputed(): Entry[] {
    return Array.from(this.entries.values()).filter((e) => e.disputed);
  }

  get unsent(): Op[] {
    return Array.from(this.held.values())
      .filter((h) => h.unsent)
      .map((h) => h.op)
      .sort((a, b) => a.seq - b.seq);
  }

  get lying(): Lying {
    const p = this.head.packet;
    const over = ["confirmed", "sealed", "reported"].includes(this.state);
    return { unsent: this.unsent.length, startsAt: p.startsAt, takenAt: this.head.takenAt, sentAt: this.head.sentAt, over, ended: this.head.ended };
  }

  due(now: number): boolean {
    return due(this.lying, this.serverNow, now);
  }

  /**
   * Writes an entry. Resolves once it is on this device; rejects with Full when there is no room, and
   * then nothing was written. The same value again writes nothing.
   */
  async put(kind: string, key: string, value: unknown): Promise<Op | null> {
    const was = this.entries.get(key);
    if (was && !was.disputed && essence(key, was.value) === essence(key, value)) return null;
    const draft = { id: uuid7(this.clock()), at: this.clock(), kind, key, value, saw: was ? was.heads.map((op) => op.id) : [] };
    const op = await this.kept(() => this.drive.append(this.head.device, draft, this.head.lamport));
    this.head.seq = Math.max(this.head.seq, op.seq);
    this.hold({ op, unsent: true });
    this.refold(key);
    this.full = false;
    this.tell();
    return op;
  }

  /** Takes in what the server answered. */
  async receive(a: Answer): Promise<void> {
    const others = a.ops.filter((op) => !this.held.has(op.id));
    const sent = a.taken.filter((id) => this.held.get(id)?.unsent);
    for (const id of sent) this.held.get(id)!.unsent = false;
    for (const op of a.ops) this.hold({ op, unsent: false });
    for (const key of new Set(others.map((op) => op.key))) this.refold(key);
    this.refused = a.refused;
    this.serverNow = a.now;
    if (a.state) this.state = a.state;
    const rest = this.unsent.length;
    this.head = { ...this.head, cursor: a.cursor, sentAt: rest === 0 ? a.now : this.head.sentAt, late: a.late ?? [], packet: { ...this.head.packet, state: this.state } };
    await this.kept(() => this.drive.change({ head: this.head, others, sent }));
    this.tell();
  }

  /** The server does not know this device any more: nothing is sent from here on, nothing is lost either. */
  async end(): Promise<void> {
    this.head = { ...this.head, ended: true };
    await this.kept(() => this.drive.change({ head: this.head, others: [], sent: [] }));
    this.tell();
  }

  /** Says how far the minutes went that are read aloud here: up to what was fetched, and what was written on this device. */
  async read(): Promise<void> {
    const own = this.head.device;
    await this.put("read", `read/${own}`, { upto: this.head.cursor, seq: this.head.seq });
    if (!this.head.late?.length) return;
    this.head = { ...this.head, late: [] };
    await this.kept(() => this.drive.change({ head: this.head, others: [], sent: [] }));
    this.tell();
  }

  /** Its holder says that nothing more will be written here, or takes that back. */
  async finish(done: boolean): Promise<void> {
    this.head = { ...this.head, done };
    await this.kept(() => this.drive.change({ head: this.head, others: [], sent: [] }));
    this.tell();
  }

  /** Takes in what another tab of this device wrote. */
  async again(): Promise<void> {
    const kept = await this.drive.load(this.head.device);
    if (!kept) return;
    this.head = { ...kept.head, lamport: Math.max(kept.head.lamport, this.head.lamport) };
    for (const h of kept.held) {
      this.hold(h);
      this.refold(h.op.key);
    }
    this.tell();
  }

  /**
   * Runs a write. When the browser has emptied or closed the store under the open page, everything
   * held in memory is written back first and the write is tried once more; the server removes repeats.
   */
  private async kept<T>(write: () => Promise<T>): Promise<T> {
    if (this.healing) await this.healing;
    try {
      return await write();
    } catch (e) {
      if (isFull(e)) return this.noRoom();
      await this.heal();
      try {
        return await write();
      } catch (again) {
        if (isFull(again)) return this.noRoom();
        throw again;
      }
    }
  }

  private noRoom(): never {
    this.full = true;
    this.tell();
    throw new Full();
  }

  private heal(): Promise<void> {
    this.healing ??= (async () => {
      try {
        await this.drive.reopen();
        const own = this.head.device;
        const held = Array.from(this.held.values(), (h) => ({ op: h.op, unsent: h.unsent || h.op.device === own }));
        await this.drive.write(this.head, held);
        held.forEach((h) => (this.held.get(h.op.id)!.unsent = h.unsent));
      } finally {
        this.healing = null;
      }
    })();
    return this.healing;
  }

  /** The queue as a file to be handed over: what was not sent, readable, with the meeting it belongs to. */
  file(): string {
    const p = this.head.packet;
    return JSON.stringify({ chibo: "hall-queue", version: 1, meeting: p.meeting, name: p.name, cell: p.cell, device: this.head.device, made_at: this.clock(), ops: this.unsent }, null, 1);
  }
}
