/** Roll call: unmarked first, then marked; one tap each. */
import { useState } from "preact/hooks";
import { Field, Frame, Icon, More, Radios, Section, tap, to, useRoom, go, type Primary } from "../frame";
import type { Rolled } from "../packet";
import type { Room } from "../room";
import { came, reasons, type Mark } from "../values";
import { capital, hour, matches, moment, t } from "../words";

const looks: Record<string, { icon: string; kind: string }> = {
  present: { icon: "circle-check", kind: "ok" },
  late: { icon: "clock", kind: "ok" },
  left_early: { icon: "clock", kind: "ok" },
  excused: { icon: "circle-dashed", kind: "mute" },
  unexplained: { icon: "circle-help", kind: "warn" },
  unexcused: { icon: "x", kind: "bad" },
};

/** What a mark says in words: "Có mặt 19:21", "Vắng có lý do: ốm đau". */
export function markWords(k: Mark): string {
  const text = t(`attendance.${k.status}`);
  if ((k.left ?? 0) > 0) return `${text} ${hour(k.left!)}${(k.arrived ?? 0) > 0 ? `, ${t("roompage.mark.came", { time: hour(k.arrived!) })}` : ""}`;
  if ((k.arrived ?? 0) > 0) return `${text} ${hour(k.arrived!)}`;
  return k.reason ? `${text}: ${t(`meetingpage.reason.${k.reason}`)}` : text;
}

export function head(room: Room): { head: string; left: string } {
  const s = room.sheet;
  return {
    head: t("meetingpage.roll.head", { present: s.present, expected: s.expected }),
    left: s.unmarked.length ? t("meetingpage.roll.left", { count: s.unmarked.length }) : t("meetingpage.roll.complete"),
  };
}

function after(room: Room): Primary {
  if (room.stage === "before") return { text: t("meetingpage.open.save"), href: to(room, "khai-mac") };
  return { text: t("meetingpage.roll.on"), href: to(room) };
}

export function Roll() {
  const room = useRoom();
  const [typed, setTyped] = useState("");
  const said = head(room);
  const rows = room.p.roll.filter((m) => matches(m.name, typed));
  const open = rows.filter((m) => m.expected && !room.mark(m.id));
  const marked = rows.filter((m) => room.mark(m.id));
  const outside = rows.filter((m) => !m.expected && !room.mark(m.id));
  const s = room.sheet;
  const fixed = room.stage === "agreed";
  const guests = room.guests;
  return (
    <Frame heading={said.head} sub={said.left} bar={t("meetingpage.bar.roll")} back={to(room)} primary={after(room)}>
      <div class="find one" role="search">
        <label>
          <Icon name="search" />
          <input class="field" type="search" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} placeholder={t("meetingpage.roll.search")} aria-label={t("meetingpage.roll.search")} autocomplete="off" />
        </label>
      </div>
      <ul class="roll">
        {open.map((m) => (
          <Unmarked key={m.id} m={m} fixed={fixed} />
        ))}
        {marked.map((m) => (
          <Marked key={m.id} m={m} k={room.mark(m.id)!} fixed={fixed} />
        ))}
      </ul>
      {rows.length === 0 ? <p class="note plain">{t("form.none")}</p> : null}
      {!fixed && s.unmarked.length > 0 && s.unmarked.length < s.expected ? (
        <button class="btn wide" type="button" onClick={() => tap(rest(room))}>
          {t("meetingpage.roll.rest", { count: s.unmarked.length })}
        </button>
      ) : null}
      {outside.length > 0 ? (
        <Section title={t("meetingpage.roll.outside", { count: outside.length })}>
          <ul class="list plain">
            {outside.map((m) => (
              <li key={m.id}>
                {m.name}
                <small>{t(`meetingpage.activity.${m.activity}`)}</small>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {guests.length > 0 ? (
        <Section title={t("meetingpage.roll.guests", { count: guests.length })}>
          <ul class="list plain">
            {guests.map((g) => (
              <li key={g.id}>
                {g.value.name}
                <small>{g.value.capacity}</small>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {fixed ? null : <More href={to(room, "khach")} text={t("meetingpage.guest.add")} />}
      {fixed ? null : <More href={to(room, "phien-dich")} text={t("interpreter.add")} />}
      {fixed || room.p.committee ? null : <p class="soft">{t("hallpage.roll.codes")}</p>}
    </Frame>
  );
}

async function rest(room: Room): Promise<void> {
  for (const m of room.sheet.unmarked) await room.book.put("mark", `mark/${m.id}`, { status: "unexplained", reason: "", method: "scribe" } satisfies Mark);
}

function Unmarked({ m, fixed }: { m: Rolled; fixed: boolean }) {
  const room = useRoom();
  const here = (): void => tap(room.book.put("mark", `mark/${m.id}`, { status: "present", arrived: room.now, method: "scribe" } satisfies Mark));
  return (
    <li>
      <span class="who">
        {m.name}
        {m.announced ? <small>{t("meetingpage.roll.announced", { reason: t(`meetingpage.reason.${m.announced}`) })}</small> : null}
      </span>
      {fixed ? null : (
        <form onSubmit={(e) => (e.preventDefault(), here())}>
          <button class="btn yes" type="submit" aria-label={t("roll.present.of", { name: m.name })}>
            {t("attendance.present")}
          </button>
          <a class="btn" href={to(room, "diem-danh", m.id)} aria-label={t("roll.absent.of", { name: m.name })}>
            {t("attendance.absent")}
          </a>
        </form>
      )}
    </li>
  );
}

function Marked({ m, k, fixed }: { m: Rolled; k: Mark; fixed: boolean }) {
  const room = useRoom();
  const look = looks[k.status] ?? looks.present;
  return (
    <li class="done">
      <span class="who">
        {m.name}{" "}
        <span class={`state c-${look.kind}`}>
          <Icon name={look.icon} /> {markWords(k)}
        </span>
        {came(k.status) && k.method ? <small>{t(`attendance.by.${k.method}`)}</small> : null}
        {room.book.entries.get(`mark/${m.id}`)?.disputed ? <small>{t("hallpage.disputed.row")}</small> : null}
      </span>
      {fixed ? null : (
        <a class="btn sm" href={to(room, "diem-danh", m.id)} aria-label={t("roll.edit.of", { name: m.name })}>
          {t("roll.edit")}
        </a>
      )}
    </li>
  );
}

/** Late, early, absent and why. */
export function MarkPage({ member }: { member: string }) {
  const room = useRoom();
  const m = room.member(member);
  const was = room.mark(member) ?? { status: m?.announced ? "excused" : "unexplained", reason: m?.announced ?? "" };
  const [status, setStatus] = useState(was.status);
  const [reason, setReason] = useState(was.reason ?? "");
  const [at, setAt] = useState(hour(was.status === "left_early" ? (was.left ?? 0) : was.status === "late" ? (was.arrived ?? 0) : 0));
  const [wrong, setWrong] = useState("");
  const back = to(room, "diem-danh");
  const list = ["present", "late", "left_early", "excused", "unexplained", ...(room.stage === "closed" || status === "unexcused" ? ["unexcused"] : [])];
  const save = (e: Event): void => {
    e.preventDefault();
    const timed = status === "late" || status === "left_early";
    const ms = timed && at ? moment(room.p.day, at) : room.now;
    if (timed && at && !ms) return setWrong(t("error.hour_form"));
    if (status === "excused" && !reason) return setWrong(t("error.mark_reason_needed"));
    const k: Mark = { status, method: "scribe" };
    if (status === "left_early") [k.arrived, k.left] = [was.arrived, ms];
    else if (came(status)) k.arrived = status === "present" && was.status === "present" ? was.arrived : ms;
    else k.reason = status === "excused" || status === "unexplained" || status === "unexcused" ? reason : "";
    tap(room.book.put("mark", `mark/${member}`, k), () => go(back));
  };
  return (
    <Frame heading={m?.name ?? ""} bar={t("meetingpage.bar.roll")} back={back} primary={{ text: t("meetingpage.mark.save"), form: "bieu-mau" }}>
      <form id="bieu-mau" onSubmit={save}>
        {wrong ? (
          <div class="wrong-list" role="alert">
            <p>{wrong}</p>
          </div>
        ) : null}
        <Radios id="status" label={t("meetingpage.mark.status")} value={status} set={setStatus} options={list.map((x) => ({ value: x, text: t(`attendance.${x}`) }))} />
        {came(status) ? null : <Radios id="reason" label={t("meetingpage.mark.reason")} hint={t("meetingpage.mark.reason.hint")} value={reason} set={setReason} options={reasons.map((x) => ({ value: x, text: capital(t(`meetingpage.reason.${x}`)) }))} />}
        {status === "late" ? <Field id="at" label={t("roompage.mark.late")} hint={t("roompage.mark.late.hint")} value={at} set={setAt} short optional /> : null}
        {status === "left_early" ? <Field id="left" label={t("roompage.mark.left")} hint={t("roompage.mark.left.hint")} value={at} set={setAt} short optional /> : null}
      </form>
    </Frame>
  );
}
