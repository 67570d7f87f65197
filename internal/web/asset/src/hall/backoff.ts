/** The longest wait between two tries, in ms. */
export const longest = 60_000;
const first = 1_000;

/**
 * How long to wait before try n (0 is the first after a failure): anything from nothing to the
 * ceiling, evenly ("full jitter"), so that a quarter of a million phones that lost the network in the
 * same minute do not come back in the same second.
 */
export function wait(n: number, random: () => number = Math.random): number {
  const ceiling = Math.min(longest, first * 2 ** Math.min(Math.max(n, 0), 16));
  return Math.floor(random() * ceiling);
}

/** How long until it is asked again whether others wrote something, in ms: 10 to 15 seconds. */
export function pause(random: () => number = Math.random): number {
  return 10_000 + Math.floor(random() * 5_000);
}
