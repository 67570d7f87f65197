/** When what lies on this device may go. Nothing unsent ever goes by itself. */
export const keepFor = 72 * 3600_000;

/** What the rule looks at; times are of the server where it said them, else of this device. */
export interface Lying {
  unsent: number;
  /** The meeting begins then. */
  startsAt: number;
  takenAt: number;
  /** Everything was sent then; 0: never anything. */
  sentAt: number;
  /** The meeting has ended and its minutes stand, so nothing more is written. */
  over: boolean;
  /** The server says this is not this device's any more. */
  ended: boolean;
}

/**
 * Whether the meeting leaves this device now. A clock that runs ahead must not take a prepared meeting
 * away before it has begun: without the server's time only a meeting that is over goes.
 */
export function due(x: Lying, serverNow: number | null, deviceNow: number): boolean {
  if (x.unsent > 0) return false;
  if (x.ended) return true;
  const last = Math.max(x.startsAt, x.takenAt, x.sentAt);
  if (x.over) return (serverNow ?? deviceNow) - Math.max(x.takenAt, x.sentAt) >= keepFor;
  return serverNow !== null && serverNow - last >= keepFor;
}

/** Whether the whole store may be emptied by the browser itself: only when no meeting is left in it. */
export function mayEmpty(left: Lying[]): boolean {
  return left.length === 0;
}
