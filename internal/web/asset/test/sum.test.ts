import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import type { Table } from "../src/hall/packet";
import { total } from "../src/hall/sum";
import { readPoints } from "../src/hall/points";

/** The cases the server's table is tested with: the same file, so that both add up alike. */
interface Case {
  table: Table;
  given: Record<string, number>;
  want: { points: number; open: string[] };
}

test("a table comes to what the server makes of it", () => {
  const file = join(dirname(process.env.CHIBO_FOLD_CASES ?? ""), "sum.json");
  const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];
  assert.ok(cases.length >= 40);
  cases.forEach((c, n) => assert.deepEqual(total(c.table, (code) => c.given[code]), c.want, `case ${n}`));
});

test("points are read as people write them, or not at all", () => {
  assert.deepEqual(["4", "4,5", "4.25", " 10 "].map(readPoints), [4, 4.5, 4.25, 10]);
  for (const typed of ["", "4,255", "-1", "bốn", "4,", "1e3"]) assert.ok(Number.isNaN(readPoints(typed)), typed);
});
