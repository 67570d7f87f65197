/** Words of the shell, days and hours, and a name without its marks. */
import { fold } from "../part/fold";

let said: Record<string, string> = {};

/** Takes the words the shell brought, and those the meeting says otherwise (a committee's). */
export function speak(words: Record<string, string>, otherwise: Record<string, string> = {}): void {
  said = { ...words, ...otherwise };
}

/** Words as the shell carries them: a line each, the key before a bar. */
export function listed(text: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const bar = line.indexOf("|");
    if (bar > 0) out[line.slice(0, bar)] = line.slice(bar + 1);
  }
  return out;
}

/** The words of a key with {name} filled in; a key without words shows itself, as on every page. */
export function t(key: string, args: Record<string, string | number> = {}): string {
  const text = said[key];
  return text === undefined ? `⟦${key}⟧` : keep(fill(text, args));
}

/** Puts values into {name}; a value with braces pulls in no other. */
export function fill(text: string, args: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));
}

const nbsp = "\u00a0";

/** A number does not part from the word it counts at the end of a line. */
export function keep(s: string): string {
  if (!/\d/.test(s)) return s;
  return s.replace(/(tháng|ngày|lúc|mục|bước|còn) (?=\d)/gi, `$1${nbsp}`).replace(/(\d) (?=(đồng chí|việc|phút|mục|ngày|điểm|đoạn)(?!\p{L}))/gu, `$1${nbsp}`);
}

const zone = 7 * 3600_000;

/** "19:42" in Vietnam, whatever zone the device believes to be in. */
export function hour(ms: number): string {
  return ms > 0 ? new Date(ms + zone).toISOString().slice(11, 16) : "";
}

/** "2026-12-03" of a moment in Vietnam. */
export function dayOf(ms: number): string {
  return new Date(ms + zone).toISOString().slice(0, 10);
}

/** The moment of "19:45" on a day, or 0. */
export function moment(day: string, typed: string): number {
  const m = /^(\d{1,2})\s*[:h.]?\s*(\d{2})?$/i.exec(typed.trim());
  if (!m || Number(m[1]) > 23 || Number(m[2] ?? 0) > 59) return 0;
  return Date.parse(`${day}T00:00:00Z`) - zone + (Number(m[1]) * 60 + Number(m[2] ?? 0)) * 60_000;
}

/** "03/12/2026". */
export function showDay(day: string): string {
  return day.length >= 10 ? `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}` : "";
}

/** Reads "3/12/2026" into "2026-12-03"; "" when it is no day. */
export function readDay(typed: string): string {
  const m = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed.trim());
  if (!m) return "";
  const day = `${m[3]}-${m[2].padStart(2, "0")}-${m[1].padStart(2, "0")}`;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day ? day : "";
}

/** "1/2027", as papers write a month. */
export function showMonth(period: string): string {
  return period.length >= 7 ? `${Number(period.slice(5, 7))}/${period.slice(0, 4)}` : "";
}

/** "01/2027", as lists of meetings write it. */
export function listMonth(period: string): string {
  return period.length >= 7 ? `${period.slice(5, 7)}/${period.slice(0, 4)}` : "";
}

export function nextMonth(period: string): string {
  const [y, m] = period.split("-").map(Number);
  return m === 12 ? `${y + 1}-01` : `${y}-${String(m + 1).padStart(2, "0")}`;
}

/** Points as papers write them: "4", "4,5". */
export function figure(n: number): string {
  return String(Math.round(n * 100) / 100).replace(".", ",");
}

export function lower(s: string): string {
  return s.charAt(0).toLowerCase() + s.slice(1);
}

export function capital(s: string): string {
  return s.charAt(0).toUpperCase() + s.slice(1);
}

/** Whether a name holds what was typed, marks and capitals aside. */
export function matches(name: string, typed: string): boolean {
  const have = fold(name);
  return fold(typed).split(/\s+/).filter(Boolean).every((w) => have.includes(w));
}

/** A sentence ends once. */
export function stopped(s: string): string {
  return /[.!?…]$/.test(s) ? s : `${s}.`;
}
