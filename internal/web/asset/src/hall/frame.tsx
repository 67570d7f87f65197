/** The frame of every page of the island: the same regions, classes and words as the server's (ui/page.templ). */
import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import { isFull } from "./drive";
import type { Room } from "./room";
import { hour, t } from "./words";

export const RoomContext = createContext<Room>(null as unknown as Room);

export function useRoom(): Room {
  return useContext(RoomContext);
}

export function go(at: string): void {
  location.hash = at;
}

/** Address of a page of this meeting within the island. */
export function to(room: Room, ...parts: (string | number)[]): string {
  return `#/${[room.book.head.device, ...parts].join("/")}`;
}

export function Icon({ name, kind = "" }: { name: string; kind?: string }) {
  return (
    <svg class={`i${kind ? ` c-${kind}` : ""}`} viewBox="0 0 24 24" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}

export interface Primary {
  text: string;
  href?: string;
  press?: () => void;
  form?: string;
}

interface FrameProps {
  heading: string;
  bar: string;
  back?: string;
  sub?: string;
  primary?: Primary;
  children?: ComponentChildren;
}

/** One page: title of the tab, top bar, where the text is, heading, what to do next. */
export function Frame({ heading, bar, back, sub, primary, children }: FrameProps) {
  const room = useRoom();
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${heading} · ${room.p.name} · ${room.p.cell}`;
  }, [heading]);
  useEffect(() => {
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="page room">
      <header class="top" aria-label={t("layout.region.head")}>
        <a class="skip" href="#noi-dung" onClick={(e) => (e.preventDefault(), main.current?.focus())}>
          {t("layout.skip")}
        </a>
        <a href={back ?? room.p.href}>
          <Icon name="arrow-left" /> {t("layout.back")}
        </a>
        <p class="where">{bar}</p>
      </header>
      <SyncLine />
      <main id="noi-dung" tabIndex={-1} ref={main}>
        <div class="title">
          <h1>{heading}</h1>
          {sub ? <p class="soft">{sub}</p> : null}
        </div>
        <Alarms />
        {children}
      </main>
      {primary ? (
        <section class="bar" aria-label={t("layout.region.next")}>
          {primary.href ? (
            <a class="btn chinh" href={primary.href}>
              {primary.text}
            </a>
          ) : (
            <button class="btn chinh" type={primary.form ? "submit" : "button"} form={primary.form} onClick={primary.press}>
              {primary.text}
            </button>
          )}
        </section>
      ) : null}
    </div>
  );
}

/** The one plain line: saved here, sent when, or how much waits for a network. */
export function syncWords(room: Room): { text: string; kind: string; icon: string } {
  const n = room.book.unsent.length;
  const line = room.sender.line;
  if (room.book.full) return { text: t("hallpage.line.full"), kind: "bad", icon: "circle-alert" };
  if (room.book.head.ended) return { text: t("hallpage.line.ended"), kind: "bad", icon: "circle-alert" };
  if (line === "conflict" || line === "refused") return { text: t("hallpage.line.refused", { count: n }), kind: "bad", icon: "circle-alert" };
  if (n === 0) return { text: room.book.head.sentAt ? t("hallpage.line.sent", { time: hour(room.book.head.sentAt) }) : t("hallpage.line.saved"), kind: "ok", icon: "cloud-check" };
  if (line === "offline") return { text: t("hallpage.line.waiting", { count: n }), kind: "warn", icon: "cloud-off" };
  return { text: t("hallpage.line.saved"), kind: "act", icon: "smartphone" };
}

function SyncLine() {
  const room = useRoom();
  const s = syncWords(room);
  return (
    <div role="status" id="sync">
      <a class={`sync ${s.kind}`} href={to(room, "may")}>
        <Icon name={s.icon} />
        <span class="dots">
          <span>{s.text}</span> {room.openedAt > 0 ? <span>{t("roompage.strip.lasts", { minutes: room.lasted })}</span> : null}
        </span>
      </a>
    </div>
  );
}

/** What must be settled before going on, on every page until it is. */
function Alarms() {
  const room = useRoom();
  const n = room.disputed.length;
  return (
    <>
      {room.book.full ? <NoteBox kind="bad" text={t("error.e04", { count: room.book.held.size })} live /> : null}
      {n > 0 && !location.hash.endsWith("/chon") ? (
        <NoteBox kind="warn" icon="git-merge" text={t("hallpage.disputed.count", { count: n })}>
          <More href={to(room, "chon")} text={t("hallpage.disputed.go")} />
        </NoteBox>
      ) : null}
      {room.untaken.length && !location.hash.endsWith("/may") ? (
        <NoteBox kind="warn" text={t("devicespage.todo.refused", { count: room.untaken.length })}>
          <More href={to(room, "may")} text={t("hallpage.untaken.go")} />
        </NoteBox>
      ) : null}
      {room.late.length && !location.hash.includes("/doc-lai/") ? (
        <NoteBox kind="warn" text={t("devicespage.late", { count: room.late.length })}>
          <More href={to(room, "doc-lai", 1)} text={t("meetingpage.next.closed")} />
        </NoteBox>
      ) : null}
    </>
  );
}

export function NoteBox({ kind, text, icon, live, children }: { kind: string; text: string; icon?: string; live?: boolean; children?: ComponentChildren }) {
  const icons: Record<string, string> = { warn: "triangle-alert", bad: "circle-alert", ok: "circle-check", info: "info" };
  return (
    <div class={`note ${kind}`} role={live ? (kind === "bad" ? "alert" : "status") : undefined}>
      <Icon name={icon ?? icons[kind] ?? "check"} />
      <div>
        <p>{text}</p>
        {children}
      </div>
    </div>
  );
}

export function Section({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function More({ href, text }: { href: string; text: string }) {
  return (
    <a class="more" href={href}>
      <Icon name="chevron-right" /> {text}
    </a>
  );
}

export interface Row {
  title: string;
  second?: string;
  href?: string;
  icon?: string;
  kind?: string;
}

export function LinkList({ rows }: { rows: Row[] }) {
  if (rows.length === 0) return null;
  return (
    <ul class="list">
      {rows.map((r) => {
        const inside = (
          <>
            {r.icon ? <Icon name={r.icon} kind={r.kind ?? "act"} /> : null}
            <span>
              <b>{r.title}</b>
              {r.second ? <small>{r.second}</small> : null}
            </span>
            {r.href ? <Icon name="chevron-right" /> : null}
          </>
        );
        return (
          <li key={r.title + (r.href ?? "")}>
            {r.href ? (
              <a class="row" href={r.href}>
                {inside}
              </a>
            ) : (
              <div class="row">{inside}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface FieldProps {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  optional?: boolean;
  value: string;
  set: (v: string) => void;
  rows?: number;
  short?: boolean;
  numeric?: boolean;
  leave?: () => void;
}

/** A text field with its label, hint and error; rows > 1 makes it a text area. */
export function Field({ id, label, hint, error, optional, value, set, rows, short, numeric, leave }: FieldProps) {
  const about = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  const common = { id, name: id, value, "aria-describedby": about, "aria-invalid": error ? ("true" as const) : undefined, autocomplete: "off", onBlur: leave };
  return (
    <div class={error ? "f wrong" : "f"}>
      <label for={id}>
        {label} {optional ? <span class="opt">{t("form.optional")}</span> : null}
      </label>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="err" id={`${id}-error`}>
          <Icon name="circle-alert" />
          <span>{error}</span>
        </p>
      ) : null}
      {rows && rows > 1 ? (
        <textarea class="field" rows={rows} {...common} onInput={(e) => set(e.currentTarget.value)} />
      ) : (
        <input class={short ? "field short" : "field"} type="text" inputMode={numeric ? "numeric" : undefined} {...common} onInput={(e) => set(e.currentTarget.value)} />
      )}
    </div>
  );
}

export interface Option {
  value: string;
  text: string;
}

export function Select({ id, label, value, set, options, hint, optional, error }: { id: string; label: string; value: string; set: (v: string) => void; options: Option[]; hint?: string; optional?: boolean; error?: string }) {
  return (
    <div class={error ? "f wrong" : "f"}>
      <label for={id}>
        {label} {optional ? <span class="opt">{t("form.optional")}</span> : null}
      </label>
      {hint ? <p class="hint">{hint}</p> : null}
      {error ? (
        <p class="err" id={`${id}-error`}>
          <Icon name="circle-alert" />
          <span>{error}</span>
        </p>
      ) : null}
      <select class="field" id={id} name={id} value={value} aria-describedby={error ? `${id}-error` : undefined} onChange={(e) => set(e.currentTarget.value)}>
        {options.some((o) => o.value === value) ? null : <option value={value}>{t("form.pick")}</option>}
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.text}
          </option>
        ))}
      </select>
    </div>
  );
}

export function Radios({ id, label, value, set, options, hint, error }: { id: string; label: string; value: string; set: (v: string) => void; options: Option[]; hint?: string; error?: string }) {
  return (
    <fieldset class={error ? "f wrong" : "f"} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{label}</legend>
      {hint ? <p class="hint">{hint}</p> : null}
      {error ? (
        <p class="err" id={`${id}-error`}>
          <Icon name="circle-alert" />
          <span>{error}</span>
        </p>
      ) : null}
      <div class="chips">
        {options.map((o) => (
          <label class="chip" key={o.value}>
            <input type="radio" name={id} value={o.value} checked={o.value === value} onChange={() => set(o.value)} />
            <span>{o.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/**
 * A tap that writes; no room is shown by the alarm, nothing else is swallowed. What follows
 * it follows only where the hand still is: who has gone to another page is not fetched back.
 */
export function tap(p: Promise<unknown>, then?: () => void): void {
  const here = location.hash;
  p.then(
    () => void (location.hash === here && then?.()),
    (e) => {
      if (!isFull(e)) throw e;
    },
  );
}
