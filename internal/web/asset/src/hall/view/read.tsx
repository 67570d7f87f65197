/** The minutes read back part by part in large type, the cell's agreement, and the two confirmations. */
import { useState } from "preact/hooks";
import { useKept } from "../fields";
import { Field, Frame, LinkList, More, NoteBox, tap, to, go, useRoom, type Row } from "../frame";
import { compose } from "../minutes";
import type { Room } from "../room";
import { sizes, useSize } from "../size";
import { needed, percent } from "../tally";
import type { Confirmed } from "../values";
import { Held } from "./vote";
import { hour, t } from "../words";

export function ReadPage({ n }: { n: number }) {
  const room = useRoom();
  const parts = compose(room);
  const part = parts[n - 1] ?? parts[parts.length - 1];
  const last = n >= parts.length;
  const [size, setSize] = useSize();
  const agreed = room.stage === "agreed";
  const late = agreed && room.late.length > 0;
  const b = room.base;
  const rule = room.p.thresholds.minutes;
  const count = to(room, "bieu-quyet", "bien-ban");
  const enough = !rule || b.present >= needed(rule, b.n);
  const primary = !last
    ? { text: t("roompage.read.next"), href: to(room, "doc-lai", n + 1) }
    : late
      ? { text: t("devicespage.late.again"), press: () => tap(room.book.read(), () => go(to(room, "xac-nhan"))) }
      : agreed
      ? { text: t("roompage.read.confirm"), href: to(room, "xac-nhan") }
      : enough
        ? { text: t("meetingpage.minutes.agree"), press: () => tap(agree(room), () => go(to(room, "xac-nhan"))) }
        : { text: t("roompage.read.count"), href: count };
  return (
    <Frame heading={t("roompage.read.title")} sub={t("roompage.read.nth", { n, total: parts.length })} bar={t("roompage.bar.read")} back={n > 1 ? to(room, "doc-lai", n - 1) : to(room, "ket-thuc")} primary={primary}>
      <div class="pair three">
        {sizes.map((s) => (
          <button class="btn" type="button" key={s} aria-pressed={s === size ? "true" : "false"} onClick={() => setSize(s)}>
            {t(`roompage.size.${s}`)}
          </button>
        ))}
      </div>
      <div class="card">
        <h2>{part.title}</h2>
        {part.text.split("\n").map((line, k) => (
          <p class="reading" key={k}>
            {line}
          </p>
        ))}
      </div>
      {agreed ? null : (
        <a class="btn wide" href={to(room, "sua", part.key, n)} aria-label={t("meetingpage.minutes.edit.name", { part: part.title })}>
          {t("meetingpage.minutes.edit")}
        </a>
      )}
      {last && !agreed && enough ? (
        <>
          <NoteBox kind="info" text={t("roompage.read.agree.what", { present: b.present, base: b.n, share: percent(b.present, b.n) })} />
          <More href={count} text={t("roompage.read.count")} />
        </>
      ) : null}
      {last && room.vote("minutes") ? <Held hands={room.vote("minutes")!} rule={rule} /> : null}
    </Frame>
  );
}

/** The cell agrees to what was read: what that was is said with it. */
async function agree(room: Room): Promise<void> {
  await room.book.read();
  await room.book.put("agree", "agree", {});
}

/** One part in the cell's own words; left empty, the composed words stand again. */
export function EditPage({ part, n }: { part: string; n: number }) {
  const room = useRoom();
  const p = compose(room).find((x) => x.key === part);
  const back = to(room, "doc-lai", n);
  const [text, setText, keep] = useKept(p?.text ?? "", (words) => room.book.put("part", `part/${part}`, { text: words.trim() }));
  if (!p) return null;
  return (
    <Frame heading={p.title} bar={t("roompage.bar.read")} back={back} primary={{ text: t("meetingpage.save"), press: () => (keep(), go(back)) }}>
      <Field id="text" label={t("meetingpage.part.text")} hint={t("meetingpage.part.hint")} value={text} set={setText} leave={keep} rows={10} />
    </Frame>
  );
}

export function ConfirmPage() {
  const room = useRoom();
  const [done, setDone] = useState(false);
  const scribe = room.book.value<Confirmed | null>("confirm/scribe") ?? undefined;
  const chair = room.book.value<Confirmed | null>("confirm/chair") ?? undefined;
  const me = room.p.me;
  const names = { scribe: room.person(room.scribe), chair: room.person(room.chair) };
  const agreed = room.stage === "agreed";
  const line = (role: "scribe" | "chair", c: Confirmed | undefined): Row =>
    c
      ? { icon: "circle-check", kind: "ok", title: t(role === "chair" ? "meetingpage.confirmed.chair" : "meetingpage.confirmed.scribe", { name: names[role], time: hour(room.book.at(`confirm/${role}`)) }), second: t(c.method === "paper" ? "meetingpage.method.paper" : "meetingpage.method.device") }
      : { icon: "circle-dashed", kind: "warn", title: t(role === "chair" ? "meetingpage.confirm.chair" : "meetingpage.confirm.scribe"), second: names[role] };
  const sign = (role: string, method: string): void => tap(room.book.put("confirm", `confirm/${role}`, { method }), () => setDone(true));
  let primary: { text: string; press?: () => void; href?: string } = { text: t("meetingpage.roll.back"), href: to(room) };
  let note = "";
  if (room.late.length && !chair) [primary, note] = [{ text: t("meetingpage.next.closed"), href: to(room, "doc-lai", 1) }, t("devicespage.late.what")];
  else if (!agreed) [primary, note] = [{ text: t("meetingpage.next.closed"), href: to(room, "doc-lai", 1) }, t("roompage.close.unread")];
  else if (!scribe && me === room.scribe) primary = { text: t("meetingpage.confirm.as.scribe"), press: () => sign("scribe", "device") };
  else if (!scribe && me === room.chair) [primary, note] = [{ text: t("meetingpage.confirm.paper.save"), press: () => sign("scribe", "paper") }, t("meetingpage.confirm.paper", { name: names.scribe })];
  else if (scribe && !chair && me === room.chair) primary = { text: t("meetingpage.confirm.as.chair"), press: () => sign("chair", "device") };
  else if (!chair) note = scribe ? t("meetingpage.confirm.wait.chair") : t("meetingpage.confirm.wait");
  else note = t("hallpage.confirm.both");
  return (
    <Frame heading={t("meetingpage.confirm.title")} bar={t("roompage.bar.read")} back={to(room)} primary={primary}>
      {note ? <NoteBox kind="info" text={note} live={done} /> : null}
      <LinkList rows={[line("scribe", scribe), line("chair", chair)]} />
      <p class="soft">{t("meetingpage.confirm.honest")}</p>
    </Frame>
  );
}
