/** Sends what waits and fetches what others wrote. One sends at a time; it never gives up by itself. */
import { longest, pause, wait } from "./backoff";
import type { Answer, Book } from "./book";
import type { Op } from "./op";

/** The most operations of one batch (the server takes no more), and the most letters of their text. */
export const batch = 200;
export const letters = 100_000;

/** The first operations that go together: at least one, however long. */
export function portion(ops: Op[], most: number = letters): Op[] {
  const out: Op[] = [];
  let size = 0;
  for (const op of ops) {
    size += JSON.stringify(op).length;
    if (out.length > 0 && (size > most || out.length >= batch)) break;
    out.push(op);
  }
  return out;
}

/** How sending stands: resting, under way, no network, or stopped by a refusal of the server. */
export type Line = "idle" | "sending" | "offline" | "ended" | "conflict" | "refused";

/** What is sent: operations, how far one has read, one's clock, how many still wait, and whether nothing more will come. */
export interface Batch {
  seq_from: number;
  ops: Op[];
  cursor: number;
  clock: number;
  waiting: number;
  done: boolean;
}

export interface Post {
  (body: Batch): Promise<{ status: number; answer: Answer | null }>;
}

export interface Surroundings {
  post: Post;
  random?: () => number;
  later(fn: () => void, ms: number): () => void;
  /** Whether the server tells by itself that others wrote: then it is asked only now and then. */
  told?: () => boolean;
  /** Runs fn while no other tab of this device sends. */
  alone?<T>(fn: () => Promise<T>): Promise<T>;
}

export class Sender {
  line: Line = "idle";
  failures = 0;
  private cancel: (() => void) | null = null;
  private running: Promise<void> | null = null;
  private listeners = new Set<() => void>();
  private stopped = false;
  private asked = false;

  constructor(
    private book: Book,
    private around: Surroundings,
  ) {}

  listen(fn: () => void): () => void {
    this.listeners.add(fn);
    return () => this.listeners.delete(fn);
  }

  private set(line: Line): void {
    if (this.line === line) return;
    this.line = line;
    this.listeners.forEach((fn) => fn());
  }

  /** Sends at once: after a tap, when the network is back, when the page is looked at again. */
  now(): Promise<void> {
    this.cancel?.();
    this.cancel = null;
    if (this.stopped || this.line === "ended") return Promise.resolve();
    this.running ??= this.around.alone ? this.around.alone(() => this.run()) : this.run();
    const done = this.running;
    return done.finally(() => {
      if (this.running === done) this.running = null;
    });
  }

  /** Somebody wrote something: fetch it within so many milliseconds, at a moment of chance. */
  look(within: number): void {
    if (this.running) this.asked = true;
    else if (this.line === "idle") this.again(Math.floor((within + 200) * (0.3 + 0.7 * (this.around.random ?? Math.random)())));
  }

  stop(): void {
    this.stopped = true;
    this.cancel?.();
  }

  private again(ms: number): void {
    if (this.stopped) return;
    this.cancel?.();
    this.cancel = this.around.later(() => void this.now(), ms);
  }

  private async run(): Promise<void> {
    try {
      for (;;) {
        const unsent = this.book.unsent;
        const ops = portion(unsent);
        const waiting = unsent.length - ops.length;
        if (ops.length > 0) this.set("sending");
        const { status, answer } = await this.around.post({ seq_from: ops[0]?.seq ?? 0, ops, cursor: this.book.head.cursor, clock: Date.now(), waiting, done: this.book.head.done && waiting === 0 });
        if (!(await this.heard(status, answer))) return;
        const left = this.book.unsent;
        if (left.length === 0 && !answer?.more) break;
        if (left.length === 0) continue;
        if (left[0].id === ops[0]?.id) return this.failed("refused"); // answered, but not taken: never in a tight loop
      }
      this.failures = 0;
      this.set("idle");
      const next = pause(this.around.random);
      this.again(this.asked ? 300 : this.around.told?.() ? longest + next : next);
      this.asked = false;
    } catch {
      this.failed("offline");
    }
  }

  private async heard(status: number, answer: Answer | null): Promise<boolean> {
    if (status === 200 && answer) {
      await this.book.receive(answer);
      return true;
    }
    if (status === 401) {
      await this.book.end();
      this.set("ended");
      return false;
    }
    if (status === 409) {
      this.failed("conflict");
      return false;
    }
    this.failed(status >= 500 || status === 429 ? "offline" : "refused");
    return false;
  }

  private failed(line: Line): void {
    this.set(line);
    this.again(line === "offline" ? wait(this.failures++, this.around.random) : 60_000);
  }
}

/** A post that gives up after so long; the timer goes with the answer, or every lost one leaves one behind. */
export function poster(address: string, header: () => string, ms = 20_000, send: typeof fetch = fetch): Post {
  return async (body) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), ms);
    try {
      const res = await send(address, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", "X-Chibo-Hall": header() },
        cache: "no-store",
        redirect: "error",
        signal: stop.signal,
      });
      const answer = res.status === 200 ? ((await res.json()) as Answer) : null;
      return { status: res.status, answer };
    } finally {
      clearTimeout(timer);
    }
  };
}
