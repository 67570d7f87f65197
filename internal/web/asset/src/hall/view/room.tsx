/** The meeting's first page: before the opening it leads to the roll and the two names, then it shows the agenda. */
import { useState } from "preact/hooks";
import { Frame, Icon, LinkList, More, NoteBox, Section, Select, tap, to, go, useRoom, type Primary, type Row } from "../frame";
import type { Room } from "../room";
import { head } from "./roll";
import { percent } from "../tally";
import { dayOf, hour, showDay, t } from "../words";

export function RoomPage() {
  const room = useRoom();
  const s = room.sheet;
  const ways: Row[] = [{ icon: "users", title: t("meetingpage.door.roll"), second: t("meetingpage.present", { present: s.present, expected: s.expected, share: percent(s.present, s.expected) }), href: to(room, "diem-danh") }];
  const judged = room.heard.filter((x) => room.judged(x.id)).length;
  if (room.stage !== "before") {
    if (room.heard.length) ways.push({ icon: "circle-check", title: t("roompage.evaluate.title"), second: t("roompage.evaluate.progress", { done: judged, total: room.heard.length }), href: to(room, "danh-gia") });
    if (room.unwritten.length && room.stage !== "agreed") ways.push({ icon: "triangle-alert", kind: "warn", title: t("roompage.unwritten.title", { count: room.unwritten.length }), href: to(room, "can-ghi") });
    const sent = room.ahead();
    const left = sent.filter((x) => !room.readOut(x.id)).length;
    if (sent.length) ways.push({ icon: "message-square", title: t("ahead.room"), second: left ? t("ahead.room.left", { left, count: sent.length }) : t("ahead.room.all", { count: sent.length }), href: to(room, "gui-truoc") });
    const duties = room.p.duties ?? [];
    if (duties.length) ways.push({ icon: "users", title: t("dutypage.hear.title"), second: t("hallpage.duty.count", { done: duties.filter((d) => room.heardOf(d.id)).length, total: duties.length }), href: to(room, "phan-cong") });
    ways.push({ icon: "list-checks", title: t("meetingpage.door.resolution"), second: t("meetingpage.close.resolution", { count: room.deeds.length }), href: to(room, "nghi-quyet") });
  }
  const more: Row[] = [
    { icon: "badge-check", title: t("roompage.praise.title"), second: room.praised.length ? t("roompage.praise.count", { count: room.praised.length }) : undefined, href: to(room, "bieu-duong") },
    ...(room.p.addressees?.length ? [{ icon: "lock", title: t("roompage.reserve.title"), href: to(room, "bao-luu") }] : []),
    ...(room.p.reminds ? [{ icon: "lock", title: t("roompage.remind.title"), href: to(room, "nhac-nho") }] : []),
    { icon: "flag", title: t("meetingpage.door.close"), href: to(room, "ket-thuc") },
  ];
  return (
    <Frame heading={room.p.name} sub={`${hour(room.p.startsAt)} ${showDay(room.p.day)} · ${room.p.place}`} bar={t("meetingpage.bar.room")} primary={onward(room)}>
      <LinkList rows={ways} />
      <Section title={t("meetingpage.room.items")}>
        <ol class="list agenda">
          {room.p.items.map((i) => (
            <li key={i.id} class={i.sub ? "sub" : undefined}>
              <a class="row" href={to(room, "muc", i.id)}>
                <span class="n">{i.label}</span>
                <span>
                  <b>{i.title}</b>
                  {i.minutes ? <small>{t("meetingpage.item.planned", { minutes: i.minutes })}</small> : null}
                  {room.conclusion(i.id) ? <Tag kind="ok" icon="check" text={t("meetingpage.item.concluded")} /> : room.running === i.id ? <Tag kind="act" icon="play" text={t("roompage.item.running")} /> : null}
                </span>
                <Icon name="chevron-right" />
              </a>
            </li>
          ))}
        </ol>
      </Section>
      {room.stage === "before" ? null : (
        <Section title={t("roompage.room.more")}>
          <LinkList rows={more} />
        </Section>
      )}
    </Frame>
  );
}

export function Tag({ kind, icon, text }: { kind: string; icon: string; text: string }) {
  return (
    <span class={`tag ${kind}`}>
      <Icon name={icon} /> {text}
    </span>
  );
}

/** The next step: the roll, the opening, the first open item, the end. */
function onward(room: Room): Primary {
  if (room.stage === "before") return room.sheet.present === 0 ? { text: t("meetingpage.door.roll"), href: to(room, "diem-danh") } : { text: t("meetingpage.open.save"), href: to(room, "khai-mac") };
  if (room.stage === "agreed") return { text: t("roompage.read.confirm"), href: to(room, "xac-nhan") };
  if (room.stage === "closed") return { text: t("meetingpage.next.closed"), href: to(room, "doc-lai", 1) };
  if (room.sheet.unmarked.length) return { text: t("meetingpage.room.toroll", { count: room.sheet.unmarked.length }), href: to(room, "diem-danh") };
  const items = room.p.items;
  let next = 0;
  items.forEach((i, n) => {
    if (room.conclusion(i.id) || room.gist(i.id)) next = n + 1;
  });
  if (next >= items.length) return { text: t("meetingpage.room.toclose"), href: to(room, "ket-thuc") };
  const i = items[next];
  return { text: t("meetingpage.room.toitem", { n: i.label }), press: () => tap(begin(room, i.id), () => go(to(room, "muc", i.id))) };
}

export async function begin(room: Room, item: string): Promise<void> {
  if (!room.book.value(`begin/${item}`) && room.stage === "open") await room.book.put("begin", `begin/${item}`, {});
}

/** Chair and scribe are asked once; from here the roll of who may vote stands. */
export function OpeningPage() {
  const room = useRoom();
  const [chair, setChair] = useState(room.chair || room.p.me);
  const [scribe, setScribe] = useState(room.scribe);
  const [wrong, setWrong] = useState({ chair: "", scribe: "" });
  const people = room.p.people.map((x) => ({ value: x.id, text: x.name }));
  const today = dayOf(room.now);
  const save = (e: Event): void => {
    e.preventDefault();
    const w = { chair: chair ? "" : t("error.no_chair"), scribe: scribe ? "" : t("error.no_scribe") };
    setWrong(w);
    if (w.chair || w.scribe) return;
    tap(room.book.put("open", "open", { chair, scribe }), () => go(to(room)));
  };
  return (
    <Frame heading={t("meetingpage.open.title")} sub={`${head(room).head} · ${head(room).left}`} bar={t("meetingpage.bar.open")} back={to(room, "diem-danh")} primary={{ text: t("meetingpage.open.save"), form: "bieu-mau" }}>
      <form id="bieu-mau" onSubmit={save}>
        <Select id="chair" label={t("meetingpage.open.chair")} value={chair} set={setChair} options={people} error={wrong.chair} />
        <Select id="scribe" label={t("meetingpage.open.scribe")} value={scribe} set={setScribe} options={people} error={wrong.scribe} />
        {today < room.p.day ? <NoteBox kind="warn" text={t("hallpage.early", { today: showDay(today), day: showDay(room.p.day) })} /> : null}
        <p class="soft">{t("meetingpage.open.freeze")}</p>
        <More href={to(room)} text={t("roompage.open.agenda")} />
      </form>
    </Frame>
  );
}
