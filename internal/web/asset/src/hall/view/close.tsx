/** The end: what is there and what is missing, score, what to do better, praise, and closing. */
import { useState } from "preact/hooks";
import { Num, useKept } from "../fields";
import { Field, Frame, LinkList, NoteBox, Section, Select, tap, to, go, useRoom, type Row } from "../frame";
import { uuid7 } from "../op";
import { bandOf } from "../room";
import { head } from "./roll";
import { figure, hour, t } from "../words";
import { TablePage } from "./score";

const row = (ok: boolean, title: string, second: string, href: string): Row => ({ title, second, href, icon: ok ? "circle-check" : "circle-dashed", kind: ok ? "ok" : "warn" });

export function ClosePage() {
  const room = useRoom();
  const said = head(room);
  const items = room.p.items;
  const settled = items.filter((i) => room.conclusion(i.id) || (i.task && room.judged(i.task))).length;
  const judged = room.heard.filter((x) => room.judged(x.id)).length;
  const rows: Row[] = [row(room.sheet.unmarked.length === 0, said.head, said.left, to(room, "diem-danh")), row(settled === items.length, t("meetingpage.close.items", { count: settled, total: items.length }), "", to(room, "muc", (items.find((i) => !room.conclusion(i.id)) ?? items[0])?.id ?? ""))];
  if (room.heard.length) rows.push(row(judged === room.heard.length, t("roompage.evaluate.progress", { done: judged, total: room.heard.length }), "", to(room, "danh-gia")));
  if (room.deeds.length === 0) rows.push(row(false, t("roompage.close.noresolution"), t("roompage.close.noresolution.what"), to(room, "nghi-quyet")));
  else {
    rows.push(row(true, t("meetingpage.close.resolution", { count: room.deeds.length }), "", to(room, "nghi-quyet")));
    rows.push(row(!!room.vote("resolution"), room.vote("resolution") ? t("meetingpage.close.voted") : t("meetingpage.close.unvoted"), "", to(room, "bieu-quyet", "nghi-quyet")));
  }
  const unread = room.ahead().filter((x) => !room.readOut(x.id));
  if (unread.length) rows.push({ icon: "triangle-alert", kind: "warn", title: t("ahead.room.unread", { count: unread.length }), href: to(room, "gui-truoc") });
  if (room.unwritten.length) rows.push({ icon: "triangle-alert", kind: "warn", title: t("roompage.unwritten.title", { count: room.unwritten.length }), href: to(room, "can-ghi") });
  if (room.p.score) {
    const x = room.score;
    const second = !x ? t("roompage.score.todo") : room.scoreVote ? "" : t("roompage.score.unvoted", { points: figure(x.points) });
    rows.push(row(!!x && !!room.scoreVote, x && room.scoreVote ? t("roompage.score.done", { points: figure(x.points), word: bandOf(room, x.points) }) : t("roompage.score.title"), second, to(room, "cham-diem")));
  }
  rows.push(row(room.lacks.length > 0, t("roompage.lacks.title"), room.lacks.join("; "), to(room, "can-sua")));
  if (room.stage === "closed" || room.stage === "agreed") {
    return (
      <Frame heading={t("meetingpage.close.title")} bar={t("meetingpage.bar.close")} back={to(room)} primary={{ text: t("meetingpage.next.closed"), href: to(room, "doc-lai", 1) }}>
        <NoteBox kind="ok" text={t("meetingpage.close.over", { time: hour(room.book.at("close")) })} />
        <LinkList rows={rows} />
        {room.stage === "closed" ? (
          <>
            <p class="soft">{t("roompage.reopen.what")}</p>
            <button class="btn" type="button" onClick={() => tap(room.book.put("close", "close", null), () => go(to(room)))}>
              {t("roompage.reopen")}
            </button>
          </>
        ) : null}
      </Frame>
    );
  }
  return (
    <Frame
      heading={t("meetingpage.close.title")}
      sub={t("roompage.close.lasted", { minutes: room.lasted, from: hour(room.openedAt), until: hour(room.now) })}
      bar={t("meetingpage.bar.close")}
      back={to(room)}
      primary={{ text: t("roompage.close.read"), press: () => tap(room.book.put("close", "close", {}), () => go(to(room, "doc-lai", 1))) }}
    >
      <LinkList rows={rows} />
    </Frame>
  );
}

export function ScorePage() {
  return useRoom().p.table ? <TablePage /> : <FigurePage />;
}

function FigurePage() {
  const room = useRoom();
  const rule = room.p.score!;
  const [points, setPoints] = useState(room.score?.points ?? rule.most);
  const [reason, setReason] = useState(room.score?.reason ?? "");
  const [wrong, setWrong] = useState("");
  const save = (): void => {
    if (!reason.trim()) return setWrong(t("error.score_reason"));
    tap(room.book.put("score", "score", { points, reason: reason.trim() }), () => go(to(room, "bieu-quyet", "diem")));
  };
  return (
    <Frame heading={t("roompage.score.title")} sub={t("roompage.score.what")} bar={t("meetingpage.bar.close")} back={to(room, "ket-thuc")} primary={{ text: t("roompage.score.save"), press: save }}>
      <div class="band">
        <Num id="points" label={t("roompage.score.points")} value={points} least={rule.least} most={rule.most} set={setPoints} />
        <p class="soft">{rule.bands.map((b) => t("roompage.score.band", { word: b.word, min: b.min })).join(", ")}</p>
      </div>
      <Field id="reason" label={t("roompage.score.reason")} hint={t("roompage.score.reason.hint")} value={reason} set={setReason} rows={3} error={wrong} />
    </Frame>
  );
}

export function LacksPage() {
  const room = useRoom();
  const back = to(room, "ket-thuc");
  const lines = (s: string): string[] => s.split("\n").map((x) => x.trim()).filter(Boolean);
  const [text, setText, keep] = useKept(room.lacks.join("\n"), (s) => room.book.put("lacks", "lacks", { lines: lines(s) }));
  return (
    <Frame heading={t("roompage.lacks.title")} bar={t("meetingpage.bar.close")} back={back} primary={{ text: t("meetingpage.save"), press: () => (keep(), go(back)) }}>
      <Field id="lines" label={t("roompage.lacks.lines")} hint={t("roompage.lacks.hint")} value={text} set={setText} leave={keep} rows={5} />
      <p class="soft">{t("roompage.lacks.use")}</p>
    </Frame>
  );
}

export function PraisePage() {
  const room = useRoom();
  const [member, setMember] = useState("");
  const [group, setGroup] = useState("");
  const [deed, setDeed] = useState("");
  const [wrong, setWrong] = useState("");
  const save = (): void => {
    if ((!member && !group.trim()) || !deed.trim()) return setWrong(t("hallpage.praise.missing"));
    const value = member ? { member, deed: deed.trim() } : { group: group.trim(), deed: deed.trim() };
    tap(room.book.put("praise", `praise/${uuid7()}`, value), () => {
      setMember("");
      setGroup("");
      setDeed("");
      setWrong("");
    });
  };
  return (
    <Frame heading={t("roompage.praise.title")} sub={t("roompage.praise.printed")} bar={t("roompage.bar.praise")} back={to(room)} primary={{ text: t("roompage.praise.save"), press: save }}>
      {room.praised.length ? (
        <Section title={t("roompage.praise.kept")}>
          <ul class="list plain said">
            {room.praised.map((x) => {
              const name = x.value.member ? room.name(x.value.member) : (x.value.group ?? "");
              return (
                <li key={x.id}>
                  <p class="bold">{name}</p>
                  <p>{x.value.deed}</p>
                  {room.stage === "agreed" ? null : (
                    <button class="btn sm" type="button" aria-label={t("roompage.praise.drop", { name })} onClick={() => tap(room.book.put("praise", `praise/${x.id}`, null))}>
                      {t("roompage.drop")}
                    </button>
                  )}
                </li>
              );
            })}
          </ul>
        </Section>
      ) : null}
      <Select id="member" label={t("roompage.praise.member")} value={member} set={setMember} options={room.p.roll.map((m) => ({ value: m.id, text: m.name }))} optional />
      <Field id="group" label={t("roompage.praise.group")} hint={t("roompage.praise.group.hint")} value={group} set={setGroup} optional />
      <Field id="deed" label={t("roompage.praise.deed")} hint={t("roompage.praise.deed.hint")} value={deed} set={setDeed} error={wrong} />
    </Frame>
  );
}
