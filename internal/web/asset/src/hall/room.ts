/** The meeting as a page sees it: the packet and the entries read together. */
import type { Book, Refusal } from "./book";
import { canonical, type Entry } from "./fold";
import { compare, type Op } from "./op";
import type { Item, Packet, Rolled, Sent, Task } from "./packet";
import type { Sender } from "./sender";
import { total, type Sum } from "./sum";
import { base, inRoom, passed, sheet, type Base, type Sheet } from "./tally";
import { came, type Agreed, type Deed, type Hands, type Interpreting, type Invited, type Judged, type Lacks, type Lining, type Mark, type Opening, type Opinion, type Ordering, type Praise, type Reminded, type Reserved, type Score, type Text } from "./values";

/** The word for so many points. */
export function bandOf(room: Room, points: number): string {
  const bands = room.p.table?.bands ?? room.p.score?.bands ?? [];
  return [...bands].sort((a, b) => b.min - a.min).find((b) => points >= b.min)?.word ?? "";
}

export class Room {
  constructor(
    readonly book: Book,
    readonly sender: Sender,
    private clock: () => number = Date.now,
  ) {}

  get p(): Packet {
    return this.book.head.packet;
  }

  get now(): number {
    return this.clock();
  }

  mark(member: string): Mark | undefined {
    return this.book.value<Mark | null>(`mark/${member}`) ?? undefined;
  }

  get sheet(): Sheet {
    return sheet(this.p, (id) => this.mark(id));
  }

  get base(): Base {
    return base(this.p.base, this.p.roll, (m) => inRoom(this.mark(m.id), this.now));
  }

  get opening(): Opening | undefined {
    return this.book.value<Opening | null>("open") ?? undefined;
  }

  /** announced, in_session, closed, confirmed …: what was done here, or further if the server says so. */
  get stage(): "before" | "open" | "closed" | "agreed" {
    if (["confirmed", "sealed", "reported"].includes(this.book.state) || this.agreed) return "agreed";
    if (this.book.value("close") || this.book.state === "closed") return "closed";
    if (this.opening || this.book.state === "in_session") return "open";
    return "before";
  }

  get sealed(): boolean {
    return ["sealed", "reported"].includes(this.book.state);
  }

  get openedAt(): number {
    return this.book.at("open");
  }

  get chair(): string {
    return this.opening?.chair || this.p.chair;
  }

  get scribe(): string {
    return this.opening?.scribe || this.p.scribe;
  }

  /** Minutes the meeting has lasted. */
  get lasted(): number {
    const from = this.openedAt;
    const until = this.book.value("close") ? this.book.at("close") : this.now;
    return from > 0 ? Math.max(0, Math.floor((until - from) / 60_000)) : 0;
  }

  member(id: string): Rolled | undefined {
    return this.p.roll.find((m) => m.id === id);
  }

  name(id: string): string {
    return this.member(id)?.name ?? "";
  }

  person(id: string): string {
    return this.p.people.find((x) => x.id === id)?.name ?? "";
  }

  item(id: string): Item | undefined {
    return this.p.items.find((i) => i.id === id);
  }

  gist(item: string): string {
    return this.book.value<Text | null>(`gist/${item}`)?.text ?? "";
  }

  conclusion(item: string): string {
    return this.book.value<Text | null>(`conclusion/${item}`)?.text ?? "";
  }

  /** When the item was taken up; 0: not yet. */
  begun(item: string): number {
    return this.book.value(`begin/${item}`) ? this.book.at(`begin/${item}`) : 0;
  }

  /** The item that is being talked about: the one taken up last, while the meeting lasts. */
  get running(): string {
    if (this.stage !== "open") return "";
    let at = 0;
    let id = "";
    for (const i of this.p.items) if (this.begun(i.id) > at && !this.conclusion(i.id)) [at, id] = [this.begun(i.id), i.id];
    return id;
  }

  get opinions(): { id: string; value: Opinion; at: number }[] {
    return this.book.all<Opinion>("opinion/");
  }

  /** Who is in the room, or was not called yet: whoever may speak. */
  get speakers(): Rolled[] {
    return this.p.roll.filter((m) => {
      const k = this.mark(m.id);
      const gone = k && (!came(k.status) || (k.status === "left_early" && (k.left ?? 0) > 0 && (k.left ?? 0) <= this.now));
      return m.activity !== "suspended" && !gone && (k || m.expected);
    });
  }

  get silent(): Rolled[] {
    const spoke = new Set(this.opinions.map((o) => o.value.member));
    return this.p.roll.filter((m) => inRoom(this.mark(m.id), this.now) && !spoke.has(m.id));
  }

  get unwritten(): { id: string; value: Opinion; at: number }[] {
    return this.opinions.filter((o) => !o.value.text && !o.value.bare);
  }

  /** The tasks in their order; what is too much for the resolution stands outside it, as the server puts it. */
  get deeds(): { id: string; value: Deed; at: number }[] {
    const order = this.book.value<Ordering | null>("order")?.deeds ?? [];
    const at = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
    let inside = 0;
    return this.book
      .all<Deed>("deed/")
      .sort((a, b) => at(a.id) - at(b.id))
      .map((d) => (d.value.outside || (this.p.most > 0 && ++inside > this.p.most) ? { ...d, value: { ...d.value, outside: true } } : d));
  }

  get interpreters(): { id: string; value: Interpreting }[] {
    return this.book.all<Interpreting>("interpret/");
  }

  /** What was sent before the meeting about an item; about none, also what concerned a line that was taken off. */
  ahead(item?: string): Sent[] {
    const of = (x: Sent): string => (x.item && this.item(x.item) ? x.item : "");
    return (this.p.ahead ?? []).filter((x) => item === undefined || of(x) === item);
  }

  /** When it was read out; 0: not yet. */
  readOut(sent: string): number {
    return this.book.value(`ahead/${sent}`) ? this.book.at(`ahead/${sent}`) : 0;
  }

  /** Whether an opinion's words are still to be read back to a comrade who uses no phone. */
  toReadBack(id: string, o: Opinion): boolean {
    return !!o.text && !!this.p.paper?.includes(o.member) && this.book.value<Text | null>(`readback/${id}`)?.text !== o.text;
  }

  line(code: string): Lining | undefined {
    return this.book.value<Lining | null>(`line/${code}`) ?? undefined;
  }

  /** What the cell gave on the lines of its table, added up; undefined where one figure is given. */
  get sum(): Sum | undefined {
    const t = this.p.table;
    return t ? total(t, (code) => this.line(code)?.points) : undefined;
  }

  get guests(): { id: string; value: Invited }[] {
    for (const key of this.book.entries.keys()) if (key.startsWith("guest/")) return this.book.all<Invited>("guest/");
    return this.p.guests.map((g) => ({ id: "", value: { name: g.name, capacity: g.post } })); // a packet of an older page
  }

  heardOf(duty: string): string {
    return this.book.value<Text | null>(`duty/${duty}`)?.text ?? "";
  }

  get reserved(): { id: string; value: Reserved; at: number }[] {
    return this.book.all<Reserved>("reserve/");
  }

  get reminded(): { id: string; value: Reminded; at: number }[] {
    return this.book.all<Reminded>("remind/");
  }

  judged(task: string): Judged | undefined {
    return this.book.value<Judged | null>(`judge/${task}`) ?? undefined;
  }

  get heard(): Task[] {
    return this.p.tasks;
  }

  /** That the cell agreed to its minutes: nobody spoke against, or enough hands were counted. */
  get agreed(): boolean {
    const a = this.book.value<Agreed | null>("agree");
    const rule = this.p.thresholds.minutes;
    return !!a && (!a.counted || !rule || passed(rule, a.counted.for, this.base.n));
  }

  vote(matter: string): Hands | undefined {
    if (matter === "minutes") return this.book.value<Agreed | null>("agree")?.counted;
    return this.book.value<Hands | null>(`vote/${matter}`) ?? undefined;
  }

  /** The hands of a vote by the name a reserved opinion gives it. */
  hands(name: string): Hands | undefined {
    return name === "scorevote" ? this.scoreVote : this.vote(name);
  }

  get votes(): { id: string; value: Hands; at: number }[] {
    return this.book.all<Hands>("vote/");
  }

  get praised(): { id: string; value: Praise; at: number }[] {
    return this.book.all<Praise>("praise/");
  }

  get score(): Score | undefined {
    const s = this.sum;
    if (s && !s.open.length) return { points: s.points, reason: "" };
    if (s && this.book.all("line/").length) return undefined; // lines are still to be judged
    return this.book.value<Score | null>("score") ?? undefined;
  }

  /** The device that proposed the score: of a table, the one that wrote last. */
  get scoredBy(): string {
    const last = (key: string): Op | undefined => this.book.entries.get(key)?.heads.slice(-1)[0];
    const all = Array.from(this.book.entries.keys()).filter((key) => key.startsWith("line/")).map((key) => last(key)!);
    return (all.length ? all.sort(compare)[all.length - 1] : last("score"))?.device ?? "";
  }

  get scoreVote(): Hands | undefined {
    return this.book.value<Hands | null>("scorevote") ?? undefined;
  }

  get lacks(): string[] {
    return this.book.value<Lacks | null>("lacks")?.lines ?? [];
  }

  /** What came after the cell agreed to its minutes and was not read aloud yet. */
  get late(): string[] {
    return this.agreed ? (this.book.head.late ?? []) : [];
  }

  /** What the system has and did not write down, but for a confirmation that waits for others. */
  get untaken(): Refusal[] {
    return this.book.refused.filter((r) => !r.key?.startsWith("confirm/"));
  }

  /** What of one kind is written differently on two devices. */
  get disputed(): Entry[] {
    return this.book.disputed.filter((e) => !e.heads.some((op) => canonical(op.value) === "{}" && /^re(mind|serve)\//.test(e.key))); // whose words are not here cannot be chosen here
  }
}
