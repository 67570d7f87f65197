/**
 * The minutes as they are read aloud, composed on this device from what was recorded and nothing else;
 * a gap says so. The sentences came along from the server (minutes.Phrases), the order is that of
 * minutes.parts: once everything is sent, the server composes the same words.
 */
import { bandOf, type Room } from "./room";
import { base, inRoom, passed, percent } from "./tally";
import { came, type Hands, type Reserved, type Text } from "./values";
import { capital, dayOf, figure, fill, hour, showDay, showMonth, stopped } from "./words";

export interface Part {
  key: string;
  title: string;
  text: string;
  edited: boolean;
}

/** A text without its last mark, beginning small unless a name begins there: for use behind a semicolon. */
export function continued(s: string): string {
  const bare = s.replace(/\s+/g, " ").trim().replace(/\.\/\.$/, "").replace(/[.;, ]+$/, "");
  const cut = bare.indexOf(" ");
  const first = cut < 0 ? bare : bare.slice(0, cut);
  const rest = cut < 0 ? "" : bare.slice(cut + 1);
  const tail = first.slice(1);
  const named = /^\p{Lu}/u.test(rest);
  if (first.length < 2 || tail !== tail.toLowerCase() || named) return bare;
  return `${first.charAt(0).toLowerCase()}${tail} ${rest}`.trim();
}

export function compose(room: Room): Part[] {
  const p = room.p;
  const say = (key: string, args: Record<string, string | number> = {}): string => fill(p.phrases[key] ?? "", args);
  const or = (s: string): string => s.trim() || say("gap");
  const moment = (ms: number): string => (ms > 0 ? say("moment", { time: hour(ms), day: showDay(dayOf(ms)) }) : say("gap"));
  const person = (id: string): string => {
    const x = p.people.find((y) => y.id === id);
    return x?.post ? say("comrade", { name: or(x.name), post: x.post }) : or(x?.name ?? "");
  };
  const out: Part[] = [];
  const add = (key: string, title: string, lines: string[]): void => {
    const own = room.book.value<Text | null>(`part/${key}`)?.text ?? "";
    out.push({ key, title, text: own || lines.join("\n"), edited: own !== "" });
  };
  const list = (lines: string[]): string[] => (lines.length ? lines : [say("gap")]);

  add("opening", say("opening"), [say("opening.start", { start: moment(room.openedAt) }), say("opening.place", { place: or(p.place) }), say("opening.chair", { name: person(room.chair) }), say("opening.scribe", { name: person(room.scribe) }), ...interpreted(room, say)]);
  add("attendance", say("attendance"), attendance(room, say));
  if (p.topic.length) add("topic", say("topic"), p.topic);

  const sent = (item: string): string[] =>
    room
      .ahead(item)
      .filter((x) => room.readOut(x.id))
      .sort((a, b) => room.readOut(a.id) - room.readOut(b.id) || (a.id < b.id ? -1 : 1))
      .map((x) => (x.name ? say("item.said", { who: `${x.name} ${say("ahead.sense")}`, text: x.text }) : say("ahead.unnamed", { text: x.text })));
  const said = (item: string): string[] => [
    ...room.opinions
      .filter((o) => o.value.item === item)
      .map((o) => say("item.said", { who: `${room.name(o.value.member)} ${say(`sense.${o.value.kind}`)}`.trim(), text: o.value.bare ? say("item.bare") : or(o.value.text) })),
    ...sent(item),
    ...(item === (p.dutyItem ?? "") ? (p.duties ?? []) : [])
      .filter((d) => room.heardOf(d.id))
      .map((d) => say("item.said", { who: room.name(d.member), text: `${d.what.replace(/[. ]+$/, "")}. ${room.heardOf(d.id)}` })),
  ];
  for (const i of p.items) {
    const gist = room.gist(i.id);
    const lines = [...(gist ? [gist] : []), ...said(i.id)];
    const judged = i.task ? found(room, i.task, say) : "";
    const end = room.conclusion(i.id) || (judged && room.judged(i.task) ? `${judged}.` : "");
    add(`item.${i.id}`, i.label ? `${i.label}. ${i.title}` : i.title, i.heads && !lines.length && !end ? [say("item.heads")] : [...(lines.length ? lines : [say("item.silent")]), say("item.concluded", { text: or(end) })]);
  }
  const loose = said("");
  if (loose.length) add("item.other", say("item.loose"), [...loose, say("item.concluded", { text: say("gap") })]);

  add("last_month", say("last_month"), list(room.heard.map((x, n) => say("review", { n: n + 1, deed: x.deed, owner: or(x.owner), due: showDay(x.due), start: x.start ? say("review.start", { state: x.start }) : "", result: found(room, x.id, say) }))));
  add("votes", say("votes"), list(votes(room).map((v) => say("vote", { subject: v.subject, for: v.hands.for, against: v.hands.against, other: v.hands.other, base: v.base, share: percent(v.hands.for, v.base), outcome: say(v.passed ? "vote.passed" : "vote.failed") }))));
  add("tasks", say("tasks"), list(room.deeds.map((d, n) => {
    let deed = d.value.deed;
    if (d.value.measure) deed = say("task.measure", { deed: deed.replace(/[.; ]+$/, ""), measure: continued(d.value.measure) });
    if (d.value.outside) deed = say("task.outside", { deed });
    return say("task", { n: n + 1, deed, owner: or(room.name(d.value.owner)), due: or(showDay(d.value.due)), sitting: say("sitting"), month: or(d.value.report_at ? say("task.month", { month: showMonth(d.value.report_at) }) : "") });
  })));
  const praise = [...room.praised.map((x) => (x.value.member ? say("praise.member", { name: room.name(x.value.member), deed: x.value.deed }) : say("praise.group", { name: x.value.group ?? "", deed: x.value.deed }))), ...reminded(room, say)];
  if (praise.length) add("praise", say("praise"), praise.map(stopped));
  const reserved = room.reserved.filter((x) => x.value.printed).map((x) => reservedLine(room, x.value, say));
  if (reserved.length) add("reserved", say("reserved"), reserved.map(stopped));
  const score = scoreLine(room, say, or);
  if (score) add("score", say("score"), [score]);
  if (room.lacks.length) add("shortcomings", say("shortcomings"), room.lacks.map(stopped));
  add("closing", say("closing"), [say("closing.end", { sitting: capital(say("sitting")), end: moment(room.book.value("close") ? room.book.at("close") : 0) })]);
  return out;
}

type Say = (key: string, args?: Record<string, string | number>) => string;

/** Who interprets: as named since, or as it stood when the meeting was taken along. */
function interpreted(room: Room, say: Say): string[] {
  const known = Array.from(room.book.entries.keys()).some((key) => key.startsWith("interpret/"));
  if (!known) return room.p.opening;
  const all = room.interpreters.map(({ value: i }) => say("interpreter", { name: i.name, language: i.language }));
  return all.length ? [say("opening.interpreted", { names: all.join(say("interpreter.next")) })] : [];
}

/** Reminders the cell decided to name, and how many it did not. */
function reminded(room: Room, say: Say): string[] {
  const named = room.reminded.filter((x) => x.value.named);
  const quiet = room.reminded.length - named.length;
  return [...named.map((x) => say("praise.reminded", { name: room.name(x.value.member), gist: x.value.text })), ...(quiet ? [say("praise.quiet", { n: quiet })] : [])];
}

function reservedLine(room: Room, x: Reserved, say: Say): string {
  const subject = x.vote ? (room.hands(x.vote)?.subject ?? "") : "";
  const to = (room.p.addressees ?? []).slice(1).find((a) => a.org === x.addressee)?.name; // the first is the cell itself
  return say("reserved.line", { name: room.name(x.member), about: subject ? say("reserved.about", { subject }) : "", gist: to ? x.text.replace(/[. ]+$/, "") : x.text, to: to ? say("reserved.to", { addressee: to }) : "" });
}

function attendance(room: Room, say: Say): string[] {
  const p = room.p;
  const official = p.roll.filter((m) => m.standing === "official").length;
  const s = room.sheet;
  const out = [
    say(p.committee ? "attendance.plain" : "attendance.all", { all: p.roll.length, official, probationary: p.roll.length - official }),
    say("attendance.present", { present: s.present, expected: s.expected, share: percent(s.present, s.expected) }),
  ];
  const names: Record<"exempt" | "away", string[]> = { exempt: [], away: [] };
  for (const m of p.roll) {
    const k = room.mark(m.id);
    if (came(k?.status)) continue;
    if (m.expected) out.push(say("attendance.absent", { name: m.name, why: say(`absent.${k?.status}`) || say("gap") }));
    else if (m.activity === "exempt") names.exempt.push(m.name);
    else if (m.activity === "away") names.away.push(m.name);
    else if (m.activity === "sent") names.away.push(say("attendance.sent", { name: m.name }));
  }
  for (const of of ["exempt", "away"] as const) if (names[of].length) out.push(say(`attendance.${of}`, { names: names[of].join(", ") }));
  for (const { value: g } of room.guests) out.push(say("attendance.guest", { name: g.capacity ? say("comrade", { name: g.name, post: g.capacity }) : g.name }));
  if (p.dues) out.push(p.dues);
  return out;
}

function found(room: Room, task: string, say: Say): string {
  const j = room.judged(task);
  if (!j) return say("review.unjudged");
  const result = say(`result.${j.result}`);
  return j.why ? say("review.why", { result, why: j.why }) : result;
}

interface Counted {
  subject: string;
  hands: Hands;
  base: number;
  passed: boolean;
  at: number;
}

/** The votes in the order they were held, each measured by who was in the room then. */
export function votes(room: Room): Counted[] {
  const all = room.votes.map((v) => ({ matter: v.id.split(".")[0], subject: v.value.subject ?? "", hands: v.value, at: v.at }));
  const s = room.scoreVote;
  if (s && room.score) all.push({ matter: "score", subject: s.subject ?? "", hands: s, at: room.book.at("scorevote") });
  const counted = room.vote("minutes");
  const subject = `Biên bản sinh hoạt tháng ${showMonth(room.p.period)}`;
  if (counted) all.push({ matter: "minutes", subject, hands: counted, at: room.book.at("agree") });
  else if (room.agreed) {
    const at = room.book.at("agree"); // nobody spoke against: all who were in the room and vote
    const n = base(room.p.base, room.p.roll, (m) => inRoom(room.mark(m.id), at)).present;
    all.push({ matter: "minutes", subject, hands: { for: n, against: 0, other: 0 }, at });
  }
  return all
    .sort((a, b) => a.at - b.at)
    .map((v) => {
      const n = base(room.p.base, room.p.roll, (m) => inRoom(room.mark(m.id), Math.max(v.at, room.openedAt))).n;
      const rule = room.p.thresholds[v.matter];
      return { ...v, base: n, passed: !!rule && passed(rule, v.hands.for, n) };
    });
}

function scoreLine(room: Room, say: Say, or: (s: string) => string): string {
  const x = room.score;
  if (!x || !room.p.score) return "";
  const grade = bandOf(room, x.points);
  let note = continued(x.reason);
  const own = room.scoredBy === room.book.head.device;
  const name = own ? room.person(room.p.me) : "";
  if (name) note = note ? say("score.by", { note, name }) : say("score.lines", { name });
  const v = votes(room).find((y) => y.hands === room.scoreVote);
  if (v) {
    note = say("score.voted", { note, for: v.hands.for, base: v.base, share: percent(v.hands.for, v.base) });
    if (!v.passed) note = say("score.voted.against", { note });
  } else note = say("score.unvoted", { note });
  const line = (room.p.phrases["score.line"] ?? "").replace("{points}/100", `{points}/${figure(room.p.table?.total ?? 100)}`);
  return stopped(fill(line, { points: figure(x.points), grade: or(grade), note }));
}
