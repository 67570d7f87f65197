/**
 * The table's sum (rule.Table.Sum of the server; the same cases, internal/offline/testdata/sum.json,
 * test both): exact to a hundredth, what is added for lines that do not apply cut off below it.
 */
import type { Table } from "./packet";

export interface Sum {
  points: number;
  /** Lines nobody has judged yet. */
  open: string[];
}

const cents = (n: number): number => Math.round(n * 100);
const part = (p: number, num: number, den: number): number => (den <= 0 || p <= 0 || num <= 0 ? 0 : Math.floor((p * num) / den));

export function total(t: Pick<Table, "groups" | "lines">, given: (code: string) => number | undefined): Sum {
  const per = new Map(t.groups.map((g) => [g, { got: 0, most: 0, left: 0 }]));
  const all = { got: 0, most: 0, left: 0 };
  const open: string[] = [];
  for (const l of t.lines) {
    const g = per.get(l.group);
    const max = cents(l.max);
    if (!g || l.na === "drop") continue;
    if (l.na === "rescale") all.left += max;
    else if (l.na === "redistribute") g.left += max;
    else {
      const p = l.na === "award_max" ? l.max : given(l.code);
      if (p === undefined) open.push(l.code);
      g.got += Math.max(0, Math.min(cents(p ?? 0), max));
      g.most += max;
    }
  }
  per.forEach((g) => {
    all.got += g.got;
    all.most += g.most;
    if (g.most === 0) [all.left, g.left] = [all.left + g.left, 0]; // nobody left in the group to take them
    all.got += part(g.got, g.left, g.most);
    all.most += g.left;
  });
  return { points: (all.got + part(all.got, all.left, all.most)) / 100, open };
}
