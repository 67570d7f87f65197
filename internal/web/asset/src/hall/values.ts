/** What the entries of each kind say (the contract of internal/offline). */
export interface Mark {
  status: string;
  reason?: string;
  /** ms; only of late and left_early. */
  arrived?: number;
  left?: number;
  method?: string;
}
export interface Opening {
  chair: string;
  scribe: string;
}
export interface Text {
  text: string;
}
export interface Opinion {
  member: string;
  kind: string;
  item: string;
  text: string;
  /** Spoke, and wishes that the words are not written down. */
  bare?: boolean;
}
export interface Hands {
  for: number;
  against: number;
  other: number;
  why?: string;
  subject?: string;
  matter?: string;
  item?: string;
  method?: string;
  issued?: number;
  returned?: number;
  valid?: number;
}
/** The vote on the minutes: with its count where hands were counted. */
export interface Agreed {
  counted?: Hands;
}
export interface Deed {
  deed: string;
  owner: string;
  helper?: string;
  /** The older task it goes on with. */
  continues?: string;
  due: string;
  measure: string;
  report_at: string;
  item?: string;
  outside?: boolean;
}
export interface Invited {
  name: string;
  capacity?: string;
}
export interface Interpreting {
  name: string;
  language: string;
}
/** The resolution's tasks, by the names of their entries, in the order somebody put them. */
export interface Ordering {
  deeds: string[];
}
/** One line of the table of the score. */
export interface Lining {
  points: number;
  reason: string;
}
/** What others wrote of these two kinds comes without words, except what the minutes print. */
export interface Reminded {
  member: string;
  text: string;
  helper?: string;
  look_on: string;
  named?: boolean;
}
export interface Reserved {
  member: string;
  /** matter or matter.item of the vote it is about. */
  vote?: string;
  text: string;
  addressee: string;
  printed?: boolean;
}
export interface Judged {
  result: string;
  why?: string;
}
export interface Praise {
  member?: string;
  group?: string;
  deed: string;
}
export interface Score {
  points: number;
  reason: string;
}
export interface Lacks {
  lines: string[];
}
export interface Confirmed {
  method?: string;
}

export const kinds = ["contribute", "agree", "propose", "concern", "self_criticism", "criticism"];
export const reasons = ["illness", "work", "away", "family", "other"];
export const results = ["done", "done_late", "partly", "not_done"];

export function came(status: string | undefined): boolean {
  return status === "present" || status === "late" || status === "left_early";
}

/** What the server leaves out because it is empty or nought. Quiet words are not filled in: {} says that they are not here. */
const empty: Record<string, object> = {
  open: { chair: "", scribe: "" },
  mark: { status: "" },
  guest: { name: "" },
  interpret: { name: "", language: "" },
  readback: { text: "" },
  order: { deeds: [] },
  line: { points: 0, reason: "" },
  gist: { text: "" },
  conclusion: { text: "" },
  part: { text: "" },
  duty: { text: "" },
  opinion: { member: "", kind: "", item: "", text: "" },
  deed: { deed: "", owner: "", due: "", measure: "", report_at: "" },
  judge: { result: "" },
  praise: { deed: "" },
  vote: { for: 0, against: 0, other: 0 },
  scorevote: { for: 0, against: 0, other: 0 },
  score: { points: 0, reason: "" },
  lacks: { lines: [] },
};

/** A value as the pages read it, whichever device wrote it. */
export function whole(kind: string, v: unknown): unknown {
  return v && typeof v === "object" && empty[kind] ? { ...empty[kind], ...v } : v;
}
