/** Giving a task while people talk, and the tasks given so far. */
import { useState } from "preact/hooks";
import { Field, Frame, LinkList, More, Select, tap, to, go, useRoom } from "../frame";
import { uuid7 } from "../op";
import type { Deed } from "../values";
import { PickOne, pick } from "./opinion";
import { nextMonth, readDay, showDay, listMonth, t } from "../words";

export function AssignPage({ item, id }: { item?: string; id?: string }) {
  const room = useRoom();
  const was = room.deeds.find((d) => d.id === id)?.value;
  const next = nextMonth(room.p.period);
  const [d, setD] = useState<Deed>(was ?? { deed: "", owner: "", due: "", measure: "", report_at: next, item: item ?? "", outside: false });
  const [due, setDue] = useState(showDay(was?.due ?? ""));
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const back = id || !item ? to(room, "nghi-quyet") : to(room, "muc", item);
  const i = room.item(d.item ?? "");
  const set = (part: Partial<Deed>): void => setD({ ...d, ...part });
  const save = (e: Event): void => {
    e.preventDefault();
    const day = readDay(due);
    const w: Record<string, string> = {};
    if (!d.deed.trim()) w.deed = t("hallpage.deed.missing");
    if (!d.owner) w.owner = t("error.e16");
    if (!day) w.due = t("error.day_form");
    else if (day < room.p.day) w.due = t("error.e17", { date: showDay(day), from: showDay(room.p.day) });
    setWrong(w);
    if (Object.keys(w).length) return;
    tap(room.book.put("deed", `deed/${id ?? uuid7()}`, { ...d, deed: d.deed.trim(), measure: d.measure.trim(), due: day }), () => go(back));
  };
  const free = room.p.roll.filter((m) => m.activity === "active" || m.activity === "temporary_here");
  const [first, others] = pick(free, room.deeds.map((x) => x.value.owner).reverse(), d.owner);
  const months = [next, nextMonth(next), nextMonth(nextMonth(next))].map((m) => ({ value: m, text: t("meetingpage.resolution.meeting", { month: t("meetingpage.month", { month: listMonth(m) }) }) }));
  return (
    <Frame heading={was ? t("meetingpage.deed.edit") : t("meetingpage.deed.new")} sub={i ? t("roompage.assign.from", { n: i.label }) : undefined} bar={t("roompage.bar.assign")} back={back} primary={{ text: was ? t("meetingpage.save") : t("meetingpage.deed.add"), form: "bieu-mau" }}>
      <form id="bieu-mau" onSubmit={save}>
        <Field id="deed" label={t("meetingpage.deed.what")} hint={t("meetingpage.deed.what.hint")} value={d.deed} set={(deed) => set({ deed })} rows={2} error={wrong.deed} />
        <PickOne label={t("meetingpage.deed.owner")} first={first} others={others} chosen={d.owner} set={(owner) => set({ owner })} error={wrong.owner} />
        <Field id="due" label={t("meetingpage.deed.due")} hint={t("form.date")} value={due} set={setDue} short numeric error={wrong.due} />
        <div class="chips">
          {days(room.p.day, room.p.period).map((day) => (
            <button class="btn sm" type="button" key={day} onClick={() => setDue(showDay(day))}>
              {showDay(day)}
            </button>
          ))}
        </div>
        <Select id="helper" label={t("meetingpage.deed.helper")} hint={t("meetingpage.deed.helper.hint")} value={d.helper ?? ""} set={(helper) => set({ helper })} options={[{ value: "", text: t("meetingpage.deed.helper.none") }, ...free.filter((m) => m.id !== d.owner).map((m) => ({ value: m.id, text: m.name }))]} optional />
        <Select id="report_at" label={t("meetingpage.deed.report")} value={d.report_at} set={(report_at) => set({ report_at })} options={months} />
        <Field id="measure" label={t("meetingpage.deed.measure")} hint={t("meetingpage.deed.measure.hint")} value={d.measure} set={(measure) => set({ measure })} />
        {room.p.running?.length ? (
          <Select id="continues" label={t("meetingpage.deed.continues")} hint={t("meetingpage.deed.continues.hint")} value={d.continues ?? ""} set={(continues) => set({ continues })} options={[{ value: "", text: t("hallpage.deed.fresh") }, ...room.p.running.map((x) => ({ value: x.id, text: `${x.deed} · ${x.owner}` }))]} optional />
        ) : null}
        <label class="tick">
          <input type="checkbox" checked={!!d.outside} onChange={(e) => set({ outside: e.currentTarget.checked })} />
          <span>{t("meetingpage.deed.outside")}</span>
        </label>
        {was ? (
          <button class="btn" type="button" onClick={() => tap(room.book.put("deed", `deed/${id}`, null), () => go(back))}>
            {t("meetingpage.deed.drop")}
          </button>
        ) : null}
      </form>
    </Frame>
  );
}

/** The twentieth, if it is still to come, and the last day before the next month's meeting. */
function days(day: string, period: string): string[] {
  const last = (month: string): string => new Date(Date.parse(`${nextMonth(month)}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const ends = last(period);
  return [`${period}-20`, ends > day ? ends : last(nextMonth(period))].filter((x) => x > day);
}

export function ResolutionPage() {
  const room = useRoom();
  const all = room.deeds;
  const voted = room.vote("resolution");
  const inside = all.filter((d) => !d.value.outside);
  const fixed = room.stage !== "open" && room.stage !== "closed";
  return (
    <Frame
      heading={t("meetingpage.door.resolution")}
      sub={all.length ? t("meetingpage.resolution.count", { count: inside.length, most: room.p.most }) : t("meetingpage.resolution.none")}
      bar={t("meetingpage.door.resolution")}
      back={to(room)}
      primary={inside.length && room.stage === "open" && !voted ? { text: t("meetingpage.resolution.vote"), href: to(room, "bieu-quyet", "nghi-quyet") } : { text: t("meetingpage.roll.back"), href: to(room) }}
    >
      <LinkList
        rows={all.map((d) => ({
          title: d.value.deed,
          second: `${room.name(d.value.owner)} · ${showDay(d.value.due)}${d.value.outside ? ` · ${lowerOutside()}` : ""}`,
          href: fixed ? undefined : to(room, "viec", d.id),
        }))}
      />
      {fixed || !inside.length
        ? null
        : all
            .filter((d) => d.value.outside)
            .map((d) => (
              <a class="btn sm" key={d.id} href={to(room, "doi-cho", d.id)}>
                {t("roompage.swap.of", { deed: d.value.deed })}
              </a>
            ))}
      {fixed ? null : (
        <a class="btn" href={to(room, "giao-viec")}>
          {all.length ? t("meetingpage.resolution.add") : t("meetingpage.resolution.first")}
        </a>
      )}
      {fixed || all.length < 2 ? null : (
        <p>
          <More href={to(room, "thu-tu")} text={t("meetingpage.prepare.order")} />
        </p>
      )}
      {voted ? <More href={to(room, "bieu-quyet", "nghi-quyet")} text={t("meetingpage.close.voted")} /> : null}
    </Frame>
  );
}

const lowerOutside = (): string => t("hallpage.outside");
