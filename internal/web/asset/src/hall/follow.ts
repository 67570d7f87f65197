/**
 * The meeting's line: while there is a network the server tells at once that somebody wrote something,
 * never what; what it was is fetched as always. Without it the sender asks every 10 to 15 seconds. A
 * broken line comes back after a wait of chance, so that a hall's phones do not return in one second.
 */
import { wait } from "./backoff";

export interface Source {
  readonly readyState: number;
  onopen: ((e: Event) => void) | null;
  onmessage: ((e: MessageEvent) => void) | null;
  onerror: ((e: Event) => void) | null;
  close(): void;
}

export interface Around {
  open(): Source;
  /** Something changed: look within so many milliseconds. */
  look(within: number): void;
  later(fn: () => void, ms: number): () => void;
  random?: () => number;
}

export class Follow {
  private source: Source | null = null;
  private cancel: (() => void) | null = null;
  private failures = 0;

  constructor(private around: Around) {}

  /** Whether the line stands. */
  get on(): boolean {
    return this.source?.readyState === 1;
  }

  start(): void {
    if (this.source || this.cancel) return;
    const s = this.around.open();
    this.source = s;
    s.onopen = () => {
      this.failures = 0;
      this.around.look(0); // what was missed meanwhile
    };
    s.onmessage = (e) => this.around.look(Number(e.data) || 0);
    s.onerror = () => {
      this.stop();
      const ms = 2_000 + wait(++this.failures, this.around.random); // refused (another login, not signed in any more) or broken: the same
      this.cancel = this.around.later(() => ((this.cancel = null), this.start()), ms);
    };
  }

  stop(): void {
    this.cancel?.();
    this.cancel = null;
    this.source?.close();
    this.source = null;
  }
}
