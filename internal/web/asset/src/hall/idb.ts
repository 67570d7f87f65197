/**
 * The drive in IndexedDB. Texts and names are sealed with an AES-GCM key that script can use but not
 * read out; it lies in the same profile, so this keeps off casual reading and partial copies, not
 * somebody who holds the unlocked phone (frontend.md 5). Sealing comes first and the transaction after:
 * a foreign await inside would end it (trap 8). Writes wait for the disk (durability strict).
 */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Change, Draft, Drive, Head, Held } from "./drive";
import type { Op } from "./op";

interface Box {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** Numbers that must be counted inside a transaction stand beside the sealed part. */
interface HeadRow {
  device: string;
  seq: number;
  lamport: number;
  box: Box;
}

interface OpRow {
  book: string;
  id: string;
  /** Who made it, and its numbers; of one's own they are given when it is written. */
  device: string;
  seq: number;
  lamport: number;
  unsent: boolean;
  box: Box;
}

interface Schema extends DBSchema {
  key: { key: string; value: CryptoKey };
  head: { key: string; value: HeadRow };
  op: { key: [string, string]; value: OpRow };
}

const name = "chibo-hop";
const strict = { durability: "strict" } as const;

export class IdbDrive implements Drive {
  private constructor(
    private db: IDBPDatabase<Schema>,
    private key: CryptoKey,
  ) {}

  static async open(): Promise<IdbDrive> {
    const db = await openDatabase();
    return new IdbDrive(db, await keyOf(db));
  }

  async reopen(): Promise<void> {
    try {
      this.db.close();
    } catch {
      // it is closed already
    }
    this.db = await openDatabase();
    this.key = await keyOf(this.db);
  }

  async heads(): Promise<Head[]> {
    const rows = await this.db.getAll("head");
    return Promise.all(rows.map((r) => this.opened(r)));
  }

  async load(device: string): Promise<{ head: Head; held: Held[] } | null> {
    const tx = this.db.transaction(["head", "op"]);
    const [row, ops] = await Promise.all([tx.objectStore("head").get(device), tx.objectStore("op").getAll(range(device))]);
    if (!row) return null;
    const held = await Promise.all(ops.map((r) => this.held(r)));
    return { head: await this.opened(row), held };
  }

  async write(head: Head, held: Held[]): Promise<void> {
    const row = await this.headRow(head);
    const rows = await Promise.all(held.map((h) => this.opRow(head.device, h)));
    const tx = this.db.transaction(["head", "op"], "readwrite", strict);
    const done = tx.done.catch(failed);
    void tx.objectStore("head").put(row).catch(later);
    for (const r of rows) void tx.objectStore("op").put(r).catch(later);
    throwIf(await done);
  }

  async append(device: string, draft: Draft, lamport: number): Promise<Op> {
    const box = await this.seal(draft);
    const tx = this.db.transaction(["head", "op"], "readwrite", strict);
    const done = tx.done.catch(failed);
    const head = await tx.objectStore("head").get(device);
    if (!head) {
      tx.abort();
      await done;
      throw Object.assign(new Error("the meeting is gone from this device"), { name: "UnknownError" });
    }
    head.seq++;
    head.lamport = Math.max(head.lamport, lamport) + 1;
    const op: Op = { ...draft, device, seq: head.seq, lamport: head.lamport };
    void tx.objectStore("head").put(head).catch(later);
    void tx.objectStore("op").put({ book: device, id: op.id, device, seq: op.seq, lamport: op.lamport, unsent: true, box }).catch(later);
    throwIf(await done);
    return op;
  }

  async change(c: Change): Promise<void> {
    const row = await this.headRow(c.head);
    const others = await Promise.all(c.others.map((op) => this.opRow(c.head.device, { op, unsent: false })));
    const tx = this.db.transaction(["head", "op"], "readwrite", strict);
    const done = tx.done.catch(failed);
    const [heads, ops] = [tx.objectStore("head"), tx.objectStore("op")];
    const was = await heads.get(row.device);
    void heads.put({ ...row, seq: was?.seq ?? row.seq, lamport: Math.max(was?.lamport ?? 0, row.lamport) }).catch(later);
    for (const r of others) void ops.put(r).catch(later);
    for (const id of c.sent) {
      const op = await ops.get([row.device, id]);
      if (op) void ops.put({ ...op, unsent: false }).catch(later);
    }
    throwIf(await done);
  }

  async remove(device: string): Promise<void> {
    const tx = this.db.transaction(["head", "op"], "readwrite", strict);
    const done = tx.done.catch(failed);
    void tx.objectStore("head").delete(device).catch(later);
    void tx.objectStore("op").delete(range(device)).catch(later);
    throwIf(await done);
  }

  private async seal(v: unknown): Promise<Box> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, new TextEncoder().encode(JSON.stringify(v))) };
  }

  private async unseal<T>(b: Box): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: b.iv }, this.key, b.data))) as T;
  }

  private async headRow(h: Head): Promise<HeadRow> {
    return { device: h.device, seq: h.seq, lamport: h.lamport, box: await this.seal(h) };
  }

  private async opened(r: HeadRow): Promise<Head> {
    return { ...(await this.unseal<Head>(r.box)), seq: r.seq, lamport: r.lamport };
  }

  private async opRow(book: string, { op, unsent }: Held): Promise<OpRow> {
    const { id, at, kind, key, value, saw } = op;
    return { book, id, device: op.device, seq: op.seq, lamport: op.lamport, unsent, box: await this.seal({ id, at, kind, key, value, saw } satisfies Draft) };
  }

  private async held(r: OpRow): Promise<Held> {
    const draft = await this.unseal<Draft>(r.box);
    return { op: { ...draft, device: r.device, seq: r.seq, lamport: r.lamport }, unsent: r.unsent };
  }
}

const range = (device: string): IDBKeyRange => IDBKeyRange.bound([device, ""], [device, "\uffff"]);

// A transaction that fails is awaited at its end; its single steps must not fail a second time, unheard.
const later = (): void => undefined;
const failed = (e: unknown): { error: unknown } => ({ error: e ?? Object.assign(new Error("aborted"), { name: "AbortError" }) });
function throwIf(end: void | { error: unknown }): void {
  if (end) throw end.error;
}

function openDatabase(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore("key");
      db.createObjectStore("head", { keyPath: "device" });
      db.createObjectStore("op", { keyPath: ["book", "id"] });
    },
  });
}

/** The key of this device, made once; two tabs that make it at the same moment keep the first. */
async function keyOf(db: IDBPDatabase<Schema>): Promise<CryptoKey> {
  const had = await db.get("key", "k");
  if (had) return had;
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const tx = db.transaction("key", "readwrite", strict);
  const done = tx.done.catch(failed);
  const first = await tx.store.get("k");
  if (!first) void tx.store.put(fresh, "k").catch(later);
  throwIf(await done);
  return first ?? fresh;
}
