/** What the server sends along: as little as the meeting needs. No birth date, phone or identity number. */
export interface Packet {
  meeting: string;
  /** Address of the meeting's page, to come back to. */
  href: string;
  name: string;
  cell: string;
  day: string;
  startsAt: number;
  place: string;
  period: string;
  /** planned … sealed: how far the server had it when this was made. */
  state: string;
  /** A committee's own meeting: words in their other way, no score. */
  committee: boolean;
  chair: string;
  scribe: string;
  /** Who took it along. */
  me: string;
  items: Item[];
  roll: Rolled[];
  guests: Guest[];
  tasks: Task[];
  /** Who may chair and write: the person's id and name. */
  people: Person[];
  base: BaseRule;
  thresholds: Record<string, Threshold>;
  score: { least: number; most: number; bands: Band[] } | null;
  /** The most tasks of a resolution. */
  most: number;
  /** Why nothing said may be kept here, or "". */
  closed: string;
  /** The sentences of the minutes (minutes.Phrases); always Vietnamese. */
  phrases: Record<string, string>;
  /** Words said otherwise than in the shell: those of a committee's meeting. */
  words: Record<string, string>;
  /** What of the minutes is known before: who interprets, the topic's lines, the sentence on dues. */
  /** Standing duties to be heard, tasks under way, where a reserved opinion may go, whether its holder may remind; not in packets of an older page. */
  duties?: Duty[];
  dutyItem?: string;
  running?: { id: string; deed: string; owner: string }[];
  addressees?: { org: string; name: string }[];
  reminds?: boolean;
  /** What was sent before the meeting, to be read out; members who use no phone; the table of the score, where there is one. */
  ahead?: Sent[];
  paper?: string[];
  table?: Table | null;
  opening: string[];
  topic: string[];
  dues: string;
  size: string;
  contrast: string;
}

export interface Item {
  id: string;
  n: number;
  label: string;
  title: string;
  minutes: number;
  sub: boolean;
  secret: boolean;
  /** The task it is about, when it is one of last month's. */
  task: string;
  /** Stands over the lines below it. */
  heads: boolean;
}

export interface Rolled {
  id: string;
  person: string;
  name: string;
  standing: string;
  activity: string;
  expected: boolean;
  /** Why the member said beforehand that he will not come, or "". */
  announced: string;
  /** How many tasks he has. */
  load: number;
}

export interface Person {
  id: string;
  name: string;
  post: string;
}

export interface Guest {
  name: string;
  post: string;
}

export interface Duty {
  id: string;
  member: string;
  what: string;
  due?: string;
  rhythm?: string;
}

/** An opinion sent before the meeting; without a name where its author chose so. */
export interface Sent {
  id: string;
  item?: string;
  name?: string;
  text: string;
  typed?: boolean;
}

/** The table by which the meeting is scored (offline.PacketTable). */
export interface Table {
  title: string;
  source: string;
  assumed: boolean;
  total: number;
  step: number;
  bands: Band[];
  groups: string[];
  lines: Line[];
}

export interface Line {
  code: string;
  group: string;
  text: string;
  ask?: string;
  max: number;
  /** Gets its points from the record where the cell gives none. */
  counted?: boolean;
  /** It does not apply: what becomes of its points, and why. */
  na?: string;
  when?: string;
}

export interface Task {
  id: string;
  deed: string;
  owner: string;
  due: string;
  measure: string;
  report: string;
  /** How it stood when the meeting began, in words; "" before. */
  start: string;
}

export interface BaseRule {
  standings: string[];
  outside: string[];
  subtract: { activity: string; when: string; text: string }[];
  voters: string;
  source: string;
  assumed: boolean;
}

export interface Threshold {
  num: number;
  den: number;
  strict: boolean;
  secret: boolean;
  text: string;
  source: string;
  assumed: boolean;
}

export interface Band {
  min: number;
  word: string;
}
