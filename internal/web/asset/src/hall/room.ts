/** The meeting as a page sees it: the packet and the entries read together. */
import type { Book, Refusal } from "./book";
import { canonical, type Entry } from "./fold";
import type { Item, Packet, Rolled, Task } from "./packet";
import type { Sender } from "./sender";
import { base, inRoom, passed, sheet, type Base, type Sheet } from "./tally";
import { came, type Agreed, type Deed, type Hands, type Invited, type Judged, type Lacks, type Mark, type Opening, type Opinion, type Praise, type Reminded, type Reserved, type Score, type Text } from "./values";

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

  get deeds(): { id: string; value: Deed; at: number }[] {
    return this.book.all<Deed>("deed/");
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
    return this.book.value<Score | null>("score") ?? undefined;
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
