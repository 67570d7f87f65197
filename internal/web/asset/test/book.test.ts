import assert from "node:assert/strict";
import { test } from "node:test";
import { longest, pause, wait } from "../src/hall/backoff";
import { Book, type Answer } from "../src/hall/book";
import { Full } from "../src/hall/drive";
import { batch, letters, portion, poster, Sender, type Post } from "../src/hall/sender";
import { keepFor, due, mayEmpty, type Lying } from "../src/hall/wipe";
import { FakeDrive, head } from "./fake";

async function book(drive = new FakeDrive(), device = "a"): Promise<Book> {
  await drive.write(head(device), []);
  const kept = (await drive.load(device))!;
  return new Book(kept.head, kept.held, drive);
}

/** A server that keeps operations by id and hands out those of others. */
class FakeServer {
  log: { id: string; device: string; op: Parameters<Post>[0]["ops"][number] }[] = [];
  status = 200;
  lose = 0; // so many answers get lost after they were applied
  calls = 0;
  of(device: string): Post {
    return async (body) => {
      this.calls++;
      if (this.status === 0) throw new TypeError("Failed to fetch");
      if (this.status !== 200) return { status: this.status, answer: null };
      for (const op of body.ops) if (!this.log.some((l) => l.id === op.id)) this.log.push({ id: op.id, device, op });
      if (this.lose-- > 0) throw new TypeError("Failed to fetch");
      const answer: Answer = { taken: body.ops.map((o) => o.id), refused: [], ops: this.log.slice(body.cursor).map((l) => l.op), cursor: this.log.length, now: 5000, disputed: [], state: "in_session" };
      return { status: 200, answer };
    };
  }
}

function sender(b: Book, server: FakeServer): { s: Sender; waits: number[]; fire(): Promise<void> } {
  const waits: number[] = [];
  let next: (() => void) | null = null;
  const s = new Sender(b, {
    post: server.of(b.head.device),
    random: () => 0.999,
    later(fn, ms) {
      waits.push(ms);
      next = fn;
      return () => (next = null);
    },
  });
  return { s, waits, fire: async () => { next?.(); await s.now(); } };
}

test("a tap is here before it goes anywhere, and here again after a restart", async () => {
  const drive = new FakeDrive();
  const b = await book(drive);
  await b.put("mark", "mark/1", { status: "present" });
  await b.put("mark", "mark/1", { status: "present" }); // the same again writes nothing
  await b.put("mark", "mark/2", { status: "excused" });
  const kept = (await drive.load("a"))!;
  const back = new Book(kept.head, kept.held, drive);
  assert.deepEqual(back.value("mark/1"), { status: "present" });
  assert.equal(back.unsent.length, 2);
  assert.deepEqual(back.unsent.map((o) => o.seq), [1, 2]);
});

test("two tabs of one device never take the same number", async () => {
  const drive = new FakeDrive();
  const one = await book(drive);
  const kept = (await drive.load("a"))!;
  const two = new Book(kept.head, kept.held, drive);
  await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 2 ? one : two).put("mark", `mark/${n}`, n)));
  await one.again();
  const seqs = one.unsent.map((o) => o.seq);
  assert.deepEqual(seqs, Array.from({ length: 30 }, (_, n) => n + 1));
});

test("a lost answer costs nothing: each operation stands on the server once", async () => {
  const b = await book();
  const server = new FakeServer();
  const { s, fire } = sender(b, server);
  for (let n = 0; n < 450; n++) await b.put("mark", `mark/${n}`, n);
  server.lose = 1;
  await s.now();
  assert.equal(s.line, "offline");
  await fire();
  assert.equal(b.unsent.length, 0);
  assert.equal(server.log.length, 450);
  assert.equal(new Set(server.log.map((l) => l.id)).size, 450);
  assert.equal(b.head.sentAt, 5000);
});

test("two devices without a network come to say the same", async () => {
  const server = new FakeServer();
  const [a, b] = [await book(new FakeDrive(), "a"), await book(new FakeDrive(), "b")];
  const [sa, sb] = [sender(a, server).s, sender(b, server).s];
  await a.put("mark", "mark/1", "present");
  await b.put("mark", "mark/1", "excused");
  await b.put("mark", "mark/2", "present");
  for (let n = 0; n < 2; n++) {
    await sa.now();
    await sb.now();
  }
  assert.equal(a.disputed.length, 1);
  assert.deepEqual(a.value("mark/1"), b.value("mark/1"));
  await b.put("mark", "mark/1", "present");
  await sb.now();
  await sa.now();
  assert.equal(a.disputed.length + b.disputed.length, 0);
  assert.equal(a.value("mark/1"), "present");
  assert.equal(a.value("mark/2"), "present");
});

test("waits are anything up to a ceiling that doubles, never over a minute", async () => {
  for (let n = -1; n < 80; n++) {
    assert.equal(wait(n, () => 0), 0);
    assert.ok(wait(n, () => 0.999999) < Math.min(longest, 1000 * 2 ** Math.max(n, 0)) + 1);
    assert.ok(wait(n) <= longest);
  }
  assert.ok(pause(() => 0) >= 10_000 && pause(() => 1) <= 15_000);
  const spread = new Set(Array.from({ length: 1000 }, () => wait(10)));
  assert.ok(spread.size > 900, "all at once");
  const b = await book();
  const server = new FakeServer();
  server.status = 0;
  const { s, waits } = sender(b, server);
  await b.put("mark", "mark/1", 1);
  for (let n = 0; n < 9; n++) await s.now();
  assert.deepEqual(waits, [999, 1998, 3996, 7992, 15984, 31968, 59940, 59940, 59940]);
  assert.equal(b.unsent.length, 1);
});

test("each refusal keeps everything and none loops", async () => {
  for (const [status, line] of [[401, "ended"], [409, "conflict"], [400, "refused"], [413, "refused"], [503, "offline"]] as const) {
    const b = await book();
    const server = new FakeServer();
    server.status = status;
    const { s, waits } = sender(b, server);
    await b.put("mark", "mark/1", 1);
    await s.now();
    assert.equal(s.line, line);
    assert.equal(b.unsent.length, 1);
    assert.equal(server.calls, 1);
    if (status === 401) {
      await s.now();
      assert.equal(server.calls, 1, "asks again though it was told this is over");
      assert.deepEqual(waits, []);
      assert.match(b.file(), /mark\/1/);
    }
  }
});

test("one batch is 200 operations or 100,000 letters, and one long text still goes", async () => {
  const b = await book();
  for (let n = 0; n < 260; n++) await b.put("gist", `gist/${n}`, { text: "x".repeat(n < 2 ? letters : 10) });
  assert.equal(portion(b.unsent).length, 1);
  assert.equal(portion(b.unsent.slice(2)).length, batch);
});

test("no room: nothing is half written, what is shown is what is kept, and it works again", async () => {
  const drive = new FakeDrive();
  const b = await book(drive);
  drive.room = 2;
  await b.put("mark", "mark/1", 1);
  await b.put("mark", "mark/2", 1);
  await assert.rejects(b.put("mark", "mark/3", 1), Full);
  assert.equal(b.full, true);
  assert.equal(b.value("mark/3"), undefined);
  assert.equal(b.unsent.length, 2);
  drive.room = 9;
  await b.put("mark", "mark/3", 1);
  assert.equal(b.full, false);
  assert.equal((await drive.load("a"))!.held.length, 3);
});

test("emptied under the open page: everything in memory is written back, as unsent", async () => {
  const drive = new FakeDrive();
  const b = await book(drive);
  const server = new FakeServer();
  for (let n = 0; n < 5; n++) await b.put("mark", `mark/${n}`, 1);
  await sender(b, server).s.now();
  drive.evict();
  await Promise.all([b.put("mark", "mark/5", 1), b.put("mark", "mark/6", 1)]);
  assert.equal(drive.reopened, 1, "healed more than once");
  const kept = (await drive.load("a"))!;
  assert.equal(kept.held.length, 7);
  assert.equal(kept.held.filter((h) => h.unsent).length, 7);
  assert.deepEqual(kept.held.map((h) => h.op.seq).sort(), [1, 2, 3, 4, 5, 6, 7]);
  await sender(b, server).s.now();
  assert.equal(server.log.length, 7);
});

const nothing = { seq_from: 0, ops: [], cursor: 0, clock: 0, waiting: 0, done: false };

test("the timer of an answer goes with it", async () => {
  const started = Date.now();
  const gone = poster("/x", () => "h", 60_000, async () => { throw new TypeError("lost"); });
  await assert.rejects(gone(nothing));
  const fine = poster("/x", () => "h", 60_000, async () => new Response("{}", { status: 200 }));
  assert.equal((await fine(nothing)).status, 200);
  assert.ok(Date.now() - started < 5_000);
});

test("what was sent goes after 72 hours, what was not never, and no clock takes a prepared meeting", () => {
  const x: Lying = { unsent: 0, startsAt: 100, takenAt: 50, sentAt: 90, over: true, ended: false };
  const year2099 = 4070908800000;
  assert.equal(due(x, null, 90 + keepFor - 1), false);
  assert.equal(due(x, null, 90 + keepFor), true);
  assert.equal(due({ ...x, unsent: 1 }, year2099, year2099), false);
  assert.equal(due({ ...x, unsent: 1, ended: true }, null, 0), false);
  assert.equal(due({ ...x, ended: true }, null, 0), true);
  assert.equal(due({ ...x, over: false }, null, year2099), false, "a wrong clock");
  assert.equal(due({ ...x, over: false }, 100 + keepFor, 0), true);
  assert.equal(mayEmpty([x]), false);
  assert.equal(mayEmpty([]), true);
});

test("reading aloud says how far it went, and takes back what came late", async () => {
  const b = await book();
  const server = new FakeServer();
  const { s } = sender(b, server);
  await b.put("lacks", "lacks", { lines: ["muộn"] });
  await s.now();
  await b.read();
  await b.put("agree", "agree", {});
  assert.deepEqual(b.value("read/a"), { upto: 1, seq: 1 });
  await b.receive({ taken: [], refused: [], ops: [], cursor: 4, now: 6000, disputed: [], late: ["opinion/1", "mark/2"], state: "closed" });
  assert.deepEqual(b.head.late, ["opinion/1", "mark/2"]);
  await b.read();
  assert.deepEqual(b.head.late, []);
  assert.deepEqual(b.value("read/a"), { upto: 4, seq: 3 });
});

test("what another device wrote is read whole: the server leaves out what is empty", async () => {
  const b = await book();
  const op = (n: number, kind: string, key: string, value: unknown) => ({ id: `${n}`, device: "b", seq: n, lamport: n, at: n, kind, key, value, saw: [] });
  await b.receive({ taken: [], refused: [], ops: [op(1, "opinion", "opinion/1", { member: "m", kind: "propose" }), op(2, "vote", "vote/resolution", { for: 5 }), op(3, "remind", "remind/1", {})], cursor: 3, now: 6000, disputed: [], state: "in_session" });
  assert.deepEqual(b.value("opinion/1"), { member: "m", kind: "propose", item: "", text: "" });
  assert.deepEqual(b.value("vote/resolution"), { for: 5, against: 0, other: 0 });
  assert.deepEqual(b.value("remind/1"), {});
  await b.put("vote", "vote/resolution", { for: 5, against: 0, other: 0 }); // the same: nothing is written
  assert.equal(b.unsent.length, 0);
});
