/** Taking an opinion down in two taps: who, then in what sense. The words may follow. */
import { useState } from "preact/hooks";
import { useKept } from "../fields";
import { Field, Frame, Icon, More, NoteBox, tap, to, useRoom, go } from "../frame";
import { uuid7 } from "../op";
import type { Rolled } from "../packet";
import { kinds, type Opinion } from "../values";
import { SaidList } from "./item";
import { hour, lower, matches, t } from "../words";

export function OpinionPage({ item, member }: { item: string; member?: string }) {
  const room = useRoom();
  const [who, setWho] = useState(member ?? "");
  const [wrong, setWrong] = useState("");
  const [kept, setKept] = useState("");
  const back = item ? to(room, "muc", item) : to(room);
  if (room.stage !== "open") {
    return (
      <Frame heading={t("roompage.opinion.title")} bar={t("roompage.bar.opinion")} back={back} primary={{ text: t("roompage.opinion.done"), href: back }}>
        <NoteBox kind="info" text={t("roompage.opinion.notnow")} />
      </Frame>
    );
  }
  const take = (kind: string): void => {
    if (!who) return setWrong(t("error.opinion_nobody"));
    const id = uuid7();
    tap(room.book.put("opinion", `opinion/${id}`, { member: who, kind, item, text: "" } satisfies Opinion), () => {
      setKept(id);
      setWho("");
      setWrong("");
    });
  };
  const [first, others] = pick(room.speakers, room.opinions.map((o) => o.value.member).reverse(), member ?? "");
  return (
    <Frame heading={t("roompage.opinion.title")} sub={t("roompage.opinion.how")} bar={t("roompage.bar.opinion")} back={back} primary={{ text: t("roompage.opinion.done"), href: back }}>
      {kept ? <Kept key={kept} id={kept} undone={() => setKept("")} /> : null}
      <PickOne label={t("roompage.opinion.who")} first={first} others={others} chosen={who} set={(id) => (setWho(id), setWrong(""))} error={wrong} />
      <fieldset class="f">
        <legend>{t("roompage.opinion.kind")}</legend>
        <div class="pair six">
          {kinds.map((k) => (
            <button class="btn" type="button" key={k} onClick={() => take(k)}>
              {t(`opinion.${k}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <p class="sees">
        <Icon name="lock" />
        <span>{t("roompage.opinion.sees")}</span>
      </p>
    </Frame>
  );
}

/** The last three speakers first, then the roll's order: whoever speaks often speaks again. */
export function pick(roll: Rolled[], last: string[], chosen: string): [Rolled[], Rolled[]] {
  const ids: string[] = [];
  for (const id of [chosen, ...last, ...roll.map((m) => m.id)]) if (ids.length < 3 && id && !ids.includes(id) && roll.some((m) => m.id === id)) ids.push(id);
  return [ids.map((id) => roll.find((m) => m.id === id)!), roll.filter((m) => !ids.includes(m.id))];
}

export function PickOne({ label, first, others, chosen, set, error }: { label: string; first: Rolled[]; others: Rolled[]; chosen: string; set: (id: string) => void; error?: string }) {
  const [typed, setTyped] = useState("");
  const row = (m: Rolled) => (
    <label class="tick" key={m.id}>
      <input type="radio" name="member" value={m.id} checked={m.id === chosen} onChange={() => set(m.id)} />
      <span>
        {m.name}
        {m.load > 0 ? <small>{t("meetingpage.resolution.load", { count: m.load })}</small> : null}
      </span>
    </label>
  );
  return (
    <fieldset class={error ? "f wrong" : "f"} aria-describedby={error ? "member-error" : undefined}>
      <legend>{label}</legend>
      {error ? (
        <p class="err" id="member-error">
          <Icon name="circle-alert" />
          <span>{error}</span>
        </p>
      ) : null}
      <div class="pick">
        {first.map(row)}
        {others.length ? (
          <details open={others.some((m) => m.id === chosen)}>
            <summary>{t("roompage.pick.others", { count: others.length })}</summary>
            <div class="pick">
              <input class="field" type="search" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} aria-label={t("meetingpage.roll.search")} placeholder={t("meetingpage.roll.search")} autocomplete="off" />
              {others.filter((m) => matches(m.name, typed)).map(row)}
            </div>
          </details>
        ) : null}
      </div>
    </fieldset>
  );
}

/** The opinion just kept, with its way back and its words. */
function Kept({ id, undone }: { id: string; undone: () => void }) {
  const room = useRoom();
  const o = room.opinions.find((x) => x.id === id);
  if (!o) return null;
  const name = room.name(o.value.member);
  return (
    <>
      <div class="note ok fix" role="status">
        <Icon name="circle-check" />
        <span>{t("roompage.opinion.saved", { name, kind: lower(t(`opinion.${o.value.kind}`)), time: hour(o.at) })}</span>
        <button class="btn sm" type="button" aria-label={t("roompage.opinion.undo.of", { name })} onClick={() => tap(room.book.put("opinion", `opinion/${id}`, null), undone)}>
          {t("roompage.opinion.undo")}
        </button>
      </div>
      <Words id={id} />
    </>
  );
}

function Words({ id }: { id: string }) {
  const room = useRoom();
  const now = room.opinions.find((x) => x.id === id)?.value;
  const [text, setText, keep] = useKept(now?.text ?? "", async (words) => {
    const o = room.opinions.find((x) => x.id === id);
    if (o) await room.book.put("opinion", `opinion/${id}`, { ...o.value, text: words.trim(), bare: undefined });
  });
  return <Field id="text" label={t("roompage.opinion.gist")} hint={t("roompage.opinion.gist.hint")} value={text} set={setText} leave={keep} rows={3} optional />;
}

/** The words of one opinion, or the speaker's wish that none be written. */
export function WordsPage({ id }: { id: string }) {
  const room = useRoom();
  const o = room.opinions.find((x) => x.id === id);
  const back = o?.value.item ? to(room, "muc", o.value.item) : to(room);
  if (!o) return null;
  return (
    <Frame heading={room.name(o.value.member)} sub={`${hour(o.at)} · ${t(`opinion.${o.value.kind}`)}`} bar={t("roompage.bar.opinion")} back={back} primary={{ text: t("roompage.opinion.done"), href: back }}>
      <Words id={id} />
      <label class="tick">
        <input type="checkbox" checked={!!o.value.bare} onChange={(e) => tap(room.book.put("opinion", `opinion/${id}`, e.currentTarget.checked ? { ...o.value, text: "", bare: true } : { ...o.value, bare: undefined }))} />
        <span>
          {t("roompage.opinion.bare")}
          <small>{t("roompage.opinion.bare.hint")}</small>
        </span>
      </label>
      {room.stage !== "agreed" && room.toReadBack(id, o.value) ? <More href={to(room, "doc-cho", id)} text={t("readback.go")} /> : null}
      {room.stage === "open" ? (
        <button class="btn" type="button" onClick={() => tap(room.book.put("opinion", `opinion/${id}`, null), () => go(back))}>
          {t("roompage.opinion.undo")}
        </button>
      ) : null}
    </Frame>
  );
}

/** Opinions that have a name and a sense only. */
export function UnwrittenPage() {
  const room = useRoom();
  const all = room.unwritten;
  const back = to(room, "ket-thuc");
  return (
    <Frame heading={t("roompage.unwritten.title", { count: all.length })} sub={all.length ? t("roompage.unwritten.why") : t("roompage.unwritten.none")} bar={t("roompage.bar.opinion")} back={to(room)} primary={{ text: t("roompage.unwritten.back"), href: back }}>
      <SaidList all={all} />
    </Frame>
  );
}
