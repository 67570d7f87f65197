/**
 * One thing done in the room, as it travels: who, after what, which entry, what it says now.
 * `key` names the entry (mark/MEMBER, conclusion/ITEM …); two operations of one key say something
 * about the same thing. `saw` names the operations of the key that were shown when it was written.
 * `at` is this device's clock: it is shown, never trusted.
 */
export interface Op {
  id: string;
  device: string;
  seq: number;
  lamport: number;
  at: number;
  kind: string;
  key: string;
  value: unknown;
  saw: string[];
}

/** The one order of operations: counter, device, sequence (and id, for forged ones). Clocks have no part in it. */
export function compare(a: Op, b: Op): number {
  return a.lamport - b.lamport || (a.device < b.device ? -1 : a.device > b.device ? 1 : 0) || a.seq - b.seq || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** What fills random bytes; tests give their own. */
export type Random = (into: Uint8Array<ArrayBuffer>) => void;

const secure: Random = (into) => void crypto.getRandomValues(into);

let lastMs = 0;
let lastCount = 0;

/**
 * A UUID of version 7 (RFC 9562): ids of one device sort in the order they were made, even when its
 * clock stands still or goes back. crypto.randomUUID is missing on old phones.
 */
export function uuid7(now: number = Date.now(), random: Random = secure): string {
  const b = new Uint8Array(16);
  random(b);
  const ms = Math.max(0, Math.min(now, 2 ** 48 - 1));
  if (ms > lastMs) {
    lastMs = ms;
    lastCount = ((b[6] & 0x07) << 8) | b[7];
  } else if (++lastCount > 0xfff) {
    lastMs++;
    lastCount = 0;
  }
  for (let i = 0, rest = lastMs; i < 6; i++) {
    b[5 - i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  b[6] = 0x70 | (lastCount >> 8);
  b[7] = lastCount & 0xff;
  b[8] = 0x80 | (b[8] & 0x3f);
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
