import assert from "node:assert/strict";
import { test } from "node:test";
import { Follow, type Source } from "../src/hall/follow";

class Line implements Source {
  readyState = 0;
  onopen: ((e: Event) => void) | null = null;
  onmessage: ((e: MessageEvent) => void) | null = null;
  onerror: ((e: Event) => void) | null = null;
  close(): void {
    this.readyState = 2;
  }
}

function made() {
  const lines: Line[] = [];
  const looks: number[] = [];
  const waits: { ms: number; fn: () => void }[] = [];
  const f = new Follow({
    open: () => (lines.push(new Line()), lines[lines.length - 1]),
    look: (ms) => looks.push(ms),
    later(fn, ms) {
      const w = { ms, fn };
      waits.push(w);
      return () => waits.splice(waits.indexOf(w), 1);
    },
    random: () => 0.999,
  });
  return { f, lines, looks, waits };
}

test("a beat of the line is a look, and what was missed is looked at when it opens", () => {
  const { f, lines, looks } = made();
  f.start();
  f.start(); // once is enough
  assert.equal(lines.length, 1);
  assert.equal(f.on, false);
  lines[0].readyState = 1;
  lines[0].onopen!({} as Event);
  lines[0].onmessage!({ data: "400" } as MessageEvent);
  assert.deepEqual(looks, [0, 400]);
  assert.equal(f.on, true);
});

test("a broken or refused line is tried again after longer and longer waits of chance, never twice at once", () => {
  const { f, lines, waits } = made();
  f.start();
  const ms: number[] = [];
  for (let n = 0; n < 8; n++) {
    lines[lines.length - 1].onerror!({} as Event);
    f.start(); // nobody may push in between
    assert.equal(waits.length, 1);
    const w = waits.pop()!;
    ms.push(w.ms);
    w.fn();
    assert.equal(lines.length, n + 2);
  }
  assert.ok(ms.every((x, n) => n === 0 || x >= ms[n - 1]) && ms[0] >= 2_000 && ms[7] <= 62_000, String(ms));
});

test("a page that is put away closes its line", () => {
  const { f, lines, waits } = made();
  f.start();
  f.stop();
  assert.equal(lines[0].readyState, 2);
  f.start();
  lines[1].onerror!({} as Event);
  f.stop();
  assert.equal(waits.length, 0);
});
