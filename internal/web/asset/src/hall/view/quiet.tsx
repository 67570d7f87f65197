/** An opinion its author keeps after a vote, and a quiet word to a comrade. Their words stay on the device that wrote them. */
import { useState } from "preact/hooks";
import { Field, Frame, Icon, NoteBox, Radios, Section, Select, tap, to, useRoom, type Option } from "../frame";
import { uuid7 } from "../op";
import type { Room } from "../room";
import type { Reminded, Reserved } from "../values";
import { readDay, showDay, t } from "../words";

interface Kept {
  id: string;
  kind: "remind" | "reserve";
  name: string;
  lines: string[];
}

/** What was written here, with the way back; of another device's only that there is one. */
function KeptList({ all, fixed }: { all: Kept[]; fixed: boolean }) {
  const room = useRoom();
  return (
    <ul class="list plain said">
      {all.map((x) => (
        <li key={x.id}>
          <p class="bold">{x.name || t("hallpage.quiet.other")}</p>
          {x.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {fixed || !x.name ? null : (
            <button class="btn sm" type="button" aria-label={t("hallpage.quiet.drop", { name: x.name })} onClick={() => tap(room.book.put(x.kind, `${x.kind}/${x.id}`, null))}>
              {t("roompage.drop")}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Sees({ text }: { text: string }) {
  return (
    <p class="sees">
      <Icon name="lock" />
      <span>{`${text} ${t("hallpage.quiet.sees")}`}</span>
    </p>
  );
}

const people = (room: Room): Option[] => room.p.roll.map((m) => ({ value: m.id, text: m.name }));
const pickers = (list: Option[], none: string): Option[] => [{ value: "", text: none }, ...list];

/** An organisation by its committee, as on the ordinary page. */
function committee(room: Room, n: number, name: string): string {
  const whole = /^Đảng bộ (.*)/.exec(name)?.[1];
  if (whole) return t("roompage.reserve.above", { whole });
  return n === 0 ? t("roompage.reserve.committee", { cell: name }) : name;
}

export function ReservePage() {
  const room = useRoom();
  const to0 = room.p.addressees?.[0]?.org ?? "";
  const fresh: Reserved = { member: "", vote: "", text: "", addressee: to0, printed: false };
  const [x, setX] = useState(fresh);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const set = (part: Partial<Reserved>): void => (setX({ ...x, ...part }), setWrong({}));
  const open = room.stage === "open" || room.stage === "closed";
  const places = (room.p.addressees ?? []).map((a, n) => ({ value: a.org, text: committee(room, n, a.name) }));
  const votes: Option[] = [...room.votes.map((v) => ({ value: v.id, text: v.value.subject ?? "" })), ...(room.scoreVote ? [{ value: "scorevote", text: room.scoreVote.subject ?? "" }] : [])].filter((o) => o.text);
  const save = (): void => {
    const w: Record<string, string> = {};
    if (!x.member) w.member = t("error.reserved_author");
    if (!x.text.trim()) w.text = t("error.reserved_text");
    setWrong(w);
    if (Object.keys(w).length) return;
    tap(room.book.put("reserve", `reserve/${uuid7()}`, { ...x, text: x.text.trim() }), () => setX(fresh));
  };
  const kept = room.reserved.map(({ id, value: v }): Kept => {
    const subject = v.vote ? room.hands(v.vote)?.subject : "";
    const lines = v.member ? [subject ? t("roompage.reserve.about", { subject }) : "", v.text, t("roompage.reserve.to", { name: places.find((p) => p.value === v.addressee)?.text ?? "" }), v.printed ? t("roompage.reserve.printed") : ""] : [];
    return { id, kind: "reserve", name: room.name(v.member ?? ""), lines: lines.filter(Boolean) };
  });
  return (
    <Frame heading={t("roompage.reserve.title")} bar={t("roompage.bar.reserve")} back={to(room)} primary={open ? { text: t("roompage.reserve.save"), press: save } : { text: t("meetingpage.roll.back"), href: to(room) }}>
      <Sees text={t("roompage.reserve.sees")} />
      {kept.length ? (
        <Section title={t("roompage.reserve.kept")}>
          <KeptList all={kept} fixed={!open} />
        </Section>
      ) : null}
      {open ? (
        <>
          <Select id="member" label={t("roompage.reserve.author")} value={x.member} set={(member) => set({ member })} options={people(room)} error={wrong.member} />
          {votes.length ? <Select id="vote" label={t("roompage.reserve.vote")} value={x.vote ?? ""} set={(vote) => set({ vote })} options={pickers(votes, t("hallpage.reserve.novote"))} optional /> : null}
          <Field id="gist" label={t("roompage.reserve.text")} hint={t("roompage.reserve.text.hint")} value={x.text} set={(text) => set({ text })} rows={4} error={wrong.text} />
          <Radios id="addressee" label={t("roompage.reserve.addressee")} value={x.addressee} set={(addressee) => set({ addressee })} options={places} />
          <label class="tick">
            <input type="checkbox" checked={!!x.printed} onChange={(e) => set({ printed: e.currentTarget.checked })} />
            <span>{t("roompage.reserve.print")}</span>
          </label>
        </>
      ) : (
        <NoteBox kind="info" text={t("roompage.reserve.notnow")} />
      )}
    </Frame>
  );
}

export function RemindPage() {
  const room = useRoom();
  const fresh: Reminded = { member: "", text: "", helper: "", look_on: "", named: false };
  const [x, setX] = useState(fresh);
  const [day, setDay] = useState("");
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const set = (part: Partial<Reminded>): void => (setX({ ...x, ...part }), setWrong({}));
  const open = (room.stage === "open" || room.stage === "closed") && !!room.p.reminds;
  const save = (): void => {
    const on = readDay(day);
    const w: Record<string, string> = {};
    if (!x.member) w.member = t("error.reminder_whom");
    if (!x.text.trim()) w.text = t("error.reminder_what");
    if (x.helper && x.helper === x.member) w.helper = t("error.reminder_helper");
    if (!on) w.day = day.trim() ? t("error.day_form") : t("error.reminder_day");
    else if (on <= room.p.day) w.day = t("error.reminder_day_past", { day: showDay(room.p.day) });
    setWrong(w);
    if (Object.keys(w).length) return;
    tap(room.book.put("remind", `remind/${uuid7()}`, { ...x, text: x.text.trim(), look_on: on }), () => {
      setX(fresh);
      setDay("");
    });
  };
  const kept = room.reminded.map(({ id, value: v }): Kept => ({ id, kind: "remind", name: room.name(v.member ?? ""), lines: v.member ? [v.text, t("roompage.remind.look", { day: showDay(v.look_on) })] : [] }));
  const month = new Date(Date.parse(`${room.p.day}T00:00:00Z`) + 30 * 86_400_000).toISOString().slice(0, 10);
  return (
    <Frame heading={t("roompage.remind.title")} bar={t("roompage.bar.remind")} back={to(room)} primary={open ? { text: t("roompage.remind.save"), press: save } : { text: t("meetingpage.roll.back"), href: to(room) }}>
      <Sees text={t("roompage.remind.sees")} />
      {kept.length ? (
        <Section title={t("roompage.reserve.kept")}>
          <KeptList all={kept} fixed={!open} />
        </Section>
      ) : null}
      {open ? (
        <>
          <Select id="member" label={t("roompage.remind.who")} value={x.member} set={(member) => set({ member })} options={people(room)} error={wrong.member} />
          <Field id="gist" label={t("roompage.remind.what")} hint={t("roompage.remind.what.hint")} value={x.text} set={(text) => set({ text })} rows={3} error={wrong.text} />
          <Select id="helper" label={t("roompage.remind.helper")} value={x.helper ?? ""} set={(helper) => set({ helper })} options={pickers(people(room), t("meetingpage.deed.helper.none"))} optional error={wrong.helper} />
          <Field id="look_on" label={t("roompage.remind.day")} hint={t("roompage.remind.day.hint")} value={day} set={setDay} short numeric error={wrong.day} />
          <div class="chips">
            <button class="btn sm" type="button" onClick={() => setDay(showDay(month))}>
              {showDay(month)}
            </button>
          </div>
          <label class="tick">
            <input type="checkbox" checked={!!x.named} onChange={(e) => set({ named: e.currentTarget.checked })} />
            <span>
              {t("roompage.remind.named")}
              <small>{t("roompage.remind.named.hint")}</small>
            </span>
          </label>
        </>
      ) : (
        <NoteBox kind="info" text={t("roompage.remind.notnow")} />
      )}
    </Frame>
  );
}
