/**
 * What the operations say together. The same cases file tests this and offline.Fold of the server
 * (internal/offline/testdata/fold.json): arrival order, clocks and repeats change nothing.
 */
import { compare, type Op } from "./op";

/** One entry: what it says now and whether devices differ about it. */
export interface Entry {
  key: string;
  value: unknown;
  /** The operations nobody's later one had seen, greatest last. */
  heads: Op[];
  /** More than one head and they say different things: both are shown, one tap chooses. */
  disputed: boolean;
}

/** Text of a value that is the same for equal values, whatever the order of their fields. */
export function canonical(v: unknown): string {
  if (Array.isArray(v)) return `[${v.map(canonical).join(",")}]`;
  if (v && typeof v === "object") {
    const o = v as Record<string, unknown>;
    const parts = Object.keys(o).filter((k) => o[k] !== undefined).sort();
    return `{${parts.map((k) => `${JSON.stringify(k)}:${canonical(o[k])}`).join(",")}}`;
  }
  return JSON.stringify(v ?? null);
}

/**
 * What a value of a key comes down to. What is empty, false or nought is as if left out. Of a mark only
 * what the roll call is for counts: status, reason, and the minute of a late coming or an early leaving;
 * by which way it was taken down never makes a dispute.
 */
export function essence(key: string, v: unknown): string {
  if (v === null || v === undefined) return "null";
  if (typeof v !== "object" || Array.isArray(v)) return canonical(v);
  let told = v as Record<string, unknown>;
  if (key.startsWith("mark/")) {
    const minute = (x: unknown): unknown => (typeof x === "number" ? Math.floor(x / 60_000) : null);
    told = { status: told.status, reason: told.reason, arrived: told.status === "late" ? minute(told.arrived) : null, left: told.status === "left_early" ? minute(told.left) : null };
  }
  const out: Record<string, unknown> = {};
  for (const [name, x] of Object.entries(told)) {
    const empty = x === null || x === undefined || x === "" || x === false || x === 0 || (Array.isArray(x) && x.length === 0);
    if (!empty) out[name] = x;
  }
  return canonical(out);
}

/** The entry that the operations of one key make: an operation is replaced by one that had seen it, with a greater counter. */
export function settle(key: string, ops: Op[]): Entry {
  const once = new Map<string, Op>();
  for (const op of ops) if (!once.has(op.id)) once.set(op.id, op);
  const replaced = new Set<string>();
  once.forEach((op) => {
    for (const id of op.saw) if ((once.get(id)?.lamport ?? Infinity) < op.lamport) replaced.add(id);
  });
  const heads = Array.from(once.values())
    .filter((op) => !replaced.has(op.id))
    .sort(compare);
  const last = heads[heads.length - 1];
  const says = essence(key, last.value);
  return { key, value: last.value, heads, disputed: heads.some((op) => essence(key, op.value) !== says) };
}

/** All entries by key. */
export function fold(ops: Iterable<Op>): Map<string, Entry> {
  const of = new Map<string, Op[]>();
  for (const op of ops) {
    const list = of.get(op.key);
    if (list) list.push(op);
    else of.set(op.key, [op]);
  }
  const out = new Map<string, Entry>();
  of.forEach((list, key) => out.set(key, settle(key, list)));
  return out;
}
