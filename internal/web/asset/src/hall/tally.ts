/** Counting: the roll, and the base of a vote by the rule that came along (rule.VoteBase, decision 7). */
import type { BaseRule, Packet, Rolled, Threshold } from "./packet";
import { came, type Mark } from "./values";

export interface Sheet {
  present: number;
  expected: number;
  unmarked: Rolled[];
}

/** The roll call's counts: who was not expected and came all the same counts on both sides. */
export function sheet(p: Packet, mark: (member: string) => Mark | undefined): Sheet {
  const s: Sheet = { present: 0, expected: 0, unmarked: [] };
  for (const m of p.roll) {
    const k = mark(m.id);
    if (m.expected || came(k?.status)) s.expected++;
    if (came(k?.status)) s.present++;
    if (m.expected && !k) s.unmarked.push(m);
  }
  return s;
}

/** Whether somebody is in the room at that moment: who is present was there from the beginning. */
export function inRoom(k: Mark | undefined, now: number): boolean {
  return !!k && came(k.status) && (k.status === "present" || (k.arrived ?? 0) <= now) && (k.status !== "left_early" || (k.left ?? 0) > now);
}

export interface Base {
  n: number;
  present: number;
  members: Rolled[];
  /** "20 đảng viên chính thức: 22 đồng chí, trừ 1 đồng chí …" as the minutes print it. */
  sentence: string;
}

export function base(rule: BaseRule, roll: Rolled[], here: (m: Rolled) => boolean): Base {
  const taken = rule.subtract.map(() => 0);
  const members: Rolled[] = [];
  let official = 0;
  for (const m of roll) {
    if (!rule.standings.includes(m.standing) || rule.outside.includes(m.activity)) continue;
    official++;
    const i = rule.subtract.findIndex((x) => x.activity === m.activity && (x.when === "always" || !here(m)));
    if (i >= 0) taken[i]++;
    else members.push(m);
  }
  let sentence = `${members.length} ${rule.voters}`;
  if (taken.every((n) => n === 0)) sentence += ", tính cả đồng chí vắng mặt.";
  else {
    sentence += `: ${official} đồng chí`;
    taken.forEach((n, i) => n > 0 && (sentence += `, trừ ${n} đồng chí ${rule.subtract[i].text}`));
    sentence += ".";
  }
  return { n: members.length, present: members.filter(here).length, members, sentence };
}

/** The least number of votes in favour that passes. */
export function needed(t: Threshold, n: number): number {
  if (t.den <= 0 || n <= 0) return Math.max(n, 0) + 1;
  if (t.strict) return Math.floor((n * t.num) / t.den) + 1;
  return Math.max(1, Math.floor((n * t.num + t.den - 1) / t.den));
}

export function passed(t: Threshold, yes: number, n: number): boolean {
  return t.den > 0 && n > 0 && yes >= needed(t, n);
}

/** "90,9%"; whole numbers without a comma. */
export function percent(num: number, den: number): string {
  if (den === 0) return "–";
  const tenths = Math.floor((num * 2000 + den) / (2 * den));
  return `${Math.floor(tenths / 10)}${tenths % 10 ? `,${tenths % 10}` : ""}%`;
}
