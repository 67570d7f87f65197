/** Reads "4,5" or "4.5" as points of at most two decimals; NaN when it is none. */
export function readPoints(typed: string): number {
  return /^\d{1,6}([.,]\d{1,2})?$/.test(typed.trim()) ? Number(typed.trim().replace(",", ".")) : NaN;
}
