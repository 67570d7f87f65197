import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { canonical, fold } from "../src/hall/fold";
import { compare, uuid7, type Op } from "../src/hall/op";

/** Numbers that are the same in every run. */
function dice(seed: number): () => number {
  let s = seed >>> 0 || 1;
  return () => {
    s ^= s << 13;
    s >>>= 0;
    s ^= s >>> 17;
    s ^= s << 5;
    s >>>= 0;
    return s / 2 ** 32;
  };
}

const op = (o: Partial<Op> & { id: string }): Op => ({ device: "a", seq: 1, lamport: 1, at: 0, kind: "mark", key: "mark/1", value: null, saw: [], ...o });

function says(ops: Op[]): string {
  return canonical(
    Array.from(fold(ops).values())
      .sort((x, y) => (x.key < y.key ? -1 : 1))
      .map((e) => ({ key: e.key, value: e.value, heads: e.heads.map((h) => h.id), disputed: e.disputed })),
  );
}

test("what had seen an entry replaces it, whatever the clocks say", () => {
  const e = fold([op({ id: "1", value: "here", at: 4070908800000 }), op({ id: "2", device: "b", lamport: 2, value: "absent", saw: ["1"], at: 0 })]).get("mark/1")!;
  assert.equal(e.value, "absent");
  assert.equal(e.disputed, false);
});

test("what had not seen it stands beside it, and both are kept", () => {
  const two = [op({ id: "1", value: "here" }), op({ id: "2", device: "b", value: "absent" })];
  const e = fold(two).get("mark/1")!;
  assert.equal(e.disputed, true);
  assert.equal(e.value, "absent"); // the greater device
  assert.deepEqual(e.heads.map((h) => h.value), ["here", "absent"]);
  const chosen = fold([...two, op({ id: "3", lamport: 2, value: "here", saw: ["1", "2"] })]).get("mark/1")!;
  assert.equal(chosen.disputed, false);
  assert.equal(chosen.value, "here");
});

test("two who say the same do not differ, in whatever order their fields stand", () => {
  const e = fold([op({ id: "1", value: { a: 1, b: 2 } }), op({ id: "2", device: "b", value: { b: 2, a: 1 } })]).get("mark/1")!;
  assert.equal(e.disputed, false);
});

test("order of arrival and repeats change nothing: 300 meetings, each shuffled", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const roll = dice(seed);
    const known = [[] as Op[], [] as Op[], [] as Op[]];
    const all: Op[] = [];
    const lamport = [0, 0, 0];
    for (let n = 0; n < 40; n++) {
      const d = Math.floor(roll() * 3);
      if (roll() < 0.2) { // meets the others
        for (const o of all) if (!known[d].includes(o)) known[d].push(o);
        lamport[d] = Math.max(lamport[d], ...known[d].map((o) => o.lamport));
      }
      const key = `mark/${Math.floor(roll() * 4)}`;
      const heads = fold(known[d]).get(key)?.heads ?? [];
      const made = op({ id: `${seed}-${n}`, device: "abc"[d], seq: n, lamport: ++lamport[d], key, value: Math.floor(roll() * 3), saw: heads.map((h) => h.id), at: roll() * 4e12 });
      known[d].push(made);
      all.push(made);
    }
    const clean = says(all);
    const shuffled = [...all, ...all.slice(0, 10)].map((o) => [roll(), o] as const).sort((x, y) => x[0] - y[0]).map((x) => x[1]);
    assert.equal(says(shuffled), clean, `seed ${seed}`);
  }
});

test("the order is counter, device, sequence", () => {
  const list = [op({ id: "1", lamport: 2 }), op({ id: "2", device: "b" }), op({ id: "3", seq: 2 }), op({ id: "4" })];
  assert.deepEqual(list.sort(compare).map((o) => o.id), ["4", "3", "2", "1"]);
});

test("ids sort as they were made, also when the clock goes back", () => {
  const ids = [3000, 3000, 1000, 3001].map((now) => uuid7(now));
  for (let n = 0; n < 5000; n++) ids.push(uuid7(3001));
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

/** The cases the server's fold is tested with: the same file, so that both say the same. */
interface Case {
  name: string;
  ops: Op[];
  want: Record<string, { value: unknown; disputed?: boolean; heads?: string[] }>;
}

test("the cases of the server", () => {
  const file = process.env.CHIBO_FOLD_CASES ?? "";
  if (!existsSync(file)) throw new Error(`no cases at ${file}`);
  const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];
  assert.ok(cases.length > 3);
  for (const c of cases) {
    for (const ops of [c.ops, [...c.ops].reverse(), [...c.ops, ...c.ops]]) {
      const got = fold(ops);
      assert.deepEqual(Array.from(got.keys()).sort(), Object.keys(c.want).sort(), c.name);
      for (const [key, want] of Object.entries(c.want)) {
        const e = got.get(key)!;
        assert.equal(canonical(e.value), canonical(want.value), `${c.name}: ${key}`);
        assert.equal(e.disputed, want.disputed ?? false, `${c.name}: ${key} disputed`);
        if (want.heads) assert.deepEqual(e.heads.map((h) => h.id).sort(), [...want.heads].sort(), `${c.name}: ${key} heads`);
      }
    }
  }
});
