/** What the server sends (offline.Packet with PacketHall and the page's own) as the room page holds it. */
import type { Head, Held } from "./drive";
import type { Op } from "./op";
import type { Duty, Packet, Person, Sent, Table, Threshold, BaseRule } from "./packet";

export interface Taken {
  device: string;
  pass: string;
  now: number;
  meeting: { id: string; cell: string; kind: string; period: string; day: string; starts_at: number; place: string; state: string; chair: string; scribe: string };
  items: { id: string; label: string; title: string; minutes: number; sub?: boolean; secret?: boolean }[];
  roll: { member: string; person: string; name: string; standing: string; activity: string; expected: boolean; announced?: string }[];
  tasks: { id: string; deed: string; owner: string; due: string; said?: string }[];
  score: { total: number; bands: { min: number; word: string }[] };
  most_tasks: number;
  ops: Op[];
  cursor: number;
  hall: {
    phrases: Record<string, string>;
    opening: string[];
    topic: string[];
    dues: string;
    starts: Record<string, string>;
    me: string;
    committee: boolean;
    people: Person[];
    guests: Person[];
    about: Record<string, string>;
    heads: Record<string, boolean>;
    load: Record<string, number> | null;
    base: BaseRule;
    matters: Record<string, Threshold>;
    duties: Duty[];
    duty_item: string;
    running: { id: string; deed: string; owner: string }[];
    addressees: { org: string; name: string }[];
    reminds: boolean;
    ahead?: Sent[];
    paper?: string[];
    table?: Table;
  };
  page: { href: string; name: string; size: string; contrast: string; closed: string; words: Record<string, string> };
}

export function unpack(t: Taken): { head: Head; held: Held[] } {
  const { meeting: m, hall: h, page } = t;
  const packet: Packet = {
    meeting: m.id,
    href: page.href,
    name: page.name,
    cell: m.cell,
    day: m.day,
    startsAt: m.starts_at,
    place: m.place,
    period: m.period,
    state: m.state,
    committee: h.committee,
    chair: m.chair,
    scribe: m.scribe,
    me: h.me,
    items: t.items.map((i, n) => ({ id: i.id, n: n + 1, label: i.label, title: i.title, minutes: i.minutes, sub: !!i.sub, secret: !!i.secret, task: h.about[i.id] ?? "", heads: !!h.heads[i.id] })),
    roll: t.roll.map((r) => ({ id: r.member, person: r.person, name: r.name, standing: r.standing, activity: r.activity, expected: r.expected, announced: r.announced ?? "", load: h.load?.[r.member] ?? 0 })),
    guests: h.guests.map((g) => ({ name: g.name, post: g.post })),
    tasks: t.tasks.map((x) => ({ id: x.id, deed: x.deed, owner: x.owner, due: x.due, measure: "", report: x.said ?? "", start: h.starts[x.id] ?? "" })),
    people: h.people,
    base: h.base,
    thresholds: h.matters,
    score: h.committee ? null : { least: 0, most: t.score.total, bands: t.score.bands },
    most: t.most_tasks,
    closed: page.closed,
    phrases: h.phrases,
    words: page.words,
    duties: h.duties,
    dutyItem: h.duty_item,
    running: h.running,
    addressees: h.addressees,
    reminds: h.reminds,
    ahead: h.ahead,
    paper: h.paper,
    table: h.table,
    opening: h.opening,
    topic: h.topic,
    dues: h.dues,
    size: page.size,
    contrast: page.contrast,
  };
  const own = t.ops.filter((op) => op.device === t.device);
  const head: Head = {
    device: t.device,
    secret: t.pass,
    packet,
    seq: Math.max(0, ...own.map((op) => op.seq)),
    lamport: Math.max(0, ...t.ops.map((op) => op.lamport)),
    cursor: t.cursor,
    takenAt: t.now,
    sentAt: t.now,
    ended: false,
    done: false,
  };
  return { head, held: t.ops.map((op) => ({ op, unsent: false })) };
}
