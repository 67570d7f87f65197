/** A drive in memory that can be filled up, emptied under the page, or closed, as browsers do. */
import { Full, type Change, type Draft, type Drive, type Head, type Held } from "../src/hall/drive";
import type { Op } from "../src/hall/op";
import type { Packet } from "../src/hall/packet";

export class FakeDrive implements Drive {
  kept = new Map<string, { head: Head; held: Map<string, Held> }>();
  room = Infinity;
  gone = false;
  reopened = 0;
  private touch(): void {
    if (this.gone) throw Object.assign(new Error("The database connection is closing."), { name: "InvalidStateError" });
  }
  async heads(): Promise<Head[]> {
    return Array.from(this.kept.values(), (k) => k.head);
  }
  async load(device: string) {
    const k = this.kept.get(device);
    return k ? { head: structuredClone(k.head), held: structuredClone(Array.from(k.held.values())) } : null;
  }
  async write(head: Head, held: Held[]): Promise<void> {
    this.touch();
    this.kept.set(head.device, { head: structuredClone(head), held: new Map(held.map((h) => [h.op.id, structuredClone(h)])) });
  }
  async append(device: string, draft: Draft, lamport: number): Promise<Op> {
    this.touch();
    if (this.room-- <= 0) throw new Full();
    const k = this.kept.get(device);
    if (!k) throw Object.assign(new Error("no such record"), { name: "UnknownError" });
    k.head.seq++;
    k.head.lamport = Math.max(k.head.lamport, lamport) + 1;
    const op: Op = { ...draft, device, seq: k.head.seq, lamport: k.head.lamport };
    k.held.set(op.id, { op: structuredClone(op), unsent: true });
    return op;
  }
  async change(c: Change): Promise<void> {
    this.touch();
    const k = this.kept.get(c.head.device)!;
    const { seq, lamport } = k.head;
    k.head = { ...structuredClone(c.head), seq, lamport: Math.max(lamport, c.head.lamport) };
    for (const op of c.others) k.held.set(op.id, { op, unsent: false });
    for (const id of c.sent) k.held.get(id)!.unsent = false;
  }
  async remove(device: string): Promise<void> {
    this.kept.delete(device);
  }
  async reopen(): Promise<void> {
    this.gone = false;
    this.reopened++;
  }
  /** The browser takes everything away while the page is open. */
  evict(): void {
    this.kept.clear();
    this.gone = true;
  }
}

export const packet = { meeting: "m", state: "in_session", startsAt: 1000, items: [], roll: [], guests: [], tasks: [], people: [], phrases: {}, topic: [], dues: "" } as unknown as Packet;

export function head(device: string): Head {
  return { device, secret: "s", packet, seq: 0, lamport: 0, cursor: 0, takenAt: 1000, sentAt: 0, ended: false, done: false };
}
