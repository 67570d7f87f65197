/** Who interprets, what was sent before the meeting, and words read back to a comrade without a phone. */
import { useState } from "preact/hooks";
import { Field, Frame, NoteBox, Section, tap, to, go, useRoom } from "../frame";
import { uuid7 } from "../op";
import type { Sent } from "../packet";
import type { Interpreting, Text } from "../values";
import { hour, t } from "../words";

export function InterpreterPage() {
  const room = useRoom();
  const [name, setName] = useState("");
  const [language, setLanguage] = useState("");
  const [wrong, setWrong] = useState<{ name?: string; language?: string }>({});
  const back = to(room, "diem-danh");
  const fixed = room.stage === "agreed";
  const save = (): void => {
    const bare = language.trim().replace(/^tiếng /i, "");
    const w = { name: name.trim() ? undefined : t("error.interpreter_name"), language: bare ? undefined : t("error.interpreter_language") };
    setWrong(w);
    if (w.name || w.language) return;
    tap(room.book.put("interpret", `interpret/${uuid7()}`, { name: name.trim(), language: bare } satisfies Interpreting), () => {
      setName("");
      setLanguage("");
    });
  };
  return (
    <Frame heading={t("interpreter.title")} sub={t("interpreter.printed")} bar={t("meetingpage.bar.roll")} back={back} primary={fixed ? { text: t("meetingpage.roll.back"), href: back } : { text: t("interpreter.save"), press: save }}>
      <ul class="list plain said">
        {room.interpreters.map(({ id, value: i }) => (
          <li key={id}>
            <p class="bold">{i.name}</p>
            <p>{t("interpreter.into", { language: i.language })}</p>
            {fixed ? null : (
              <button class="btn sm" type="button" aria-label={t("interpreter.drop", { name: i.name })} onClick={() => tap(room.book.put("interpret", `interpret/${id}`, null))}>
                {t("roompage.drop")}
              </button>
            )}
          </li>
        ))}
      </ul>
      {fixed ? null : (
        <>
          <Field id="full_name" label={t("interpreter.name")} value={name} set={setName} error={wrong.name} />
          <Field id="language" label={t("interpreter.language")} hint={t("interpreter.language.hint")} value={language} set={setLanguage} error={wrong.language} />
        </>
      )}
    </Frame>
  );
}

/** What was sent before the meeting: read out word for word, then ticked. */
export function AheadPage({ about }: { about: string }) {
  const room = useRoom();
  const back = about ? to(room, "muc", about) : to(room);
  const open = room.stage === "open" || room.stage === "closed";
  const groups = [{ id: "", title: t("ahead.room.general") }, ...room.p.items.map((i) => ({ id: i.id, title: `${i.label}. ${i.title}` }))].filter((g) => (!about || g.id === about) && room.ahead(g.id).length);
  return (
    <Frame heading={t("ahead.room")} sub={t(open ? "ahead.room.how" : "ahead.room.soon")} bar={t("roompage.bar.opinion")} back={back} primary={{ text: t("meetingpage.roll.back"), href: back }}>
      {groups.length ? null : <p>{t("ahead.room.none")}</p>}
      {groups.map((g) => (
        <Section key={g.id} title={g.title}>
          <ul class="list plain said">
            {room.ahead(g.id).map((x) => (
              <One key={x.id} x={x} open={open} />
            ))}
          </ul>
        </Section>
      ))}
    </Frame>
  );
}

function One({ x, open }: { x: Sent; open: boolean }) {
  const room = useRoom();
  const read = room.readOut(x.id) > 0;
  const n = room.ahead().indexOf(x) + 1;
  const what = t(read ? "ahead.room.untick" : "ahead.room.tick");
  return (
    <li>
      <p class="bold">{[x.name || t("ahead.room.noname"), ...(x.typed ? [t("ahead.room.typed")] : []), ...(read ? [t("ahead.room.tick")] : [])].join(" · ")}</p>
      <p class="reading">{x.text}</p>
      {open ? (
        <button class="btn" type="button" aria-label={t("ahead.room.of", { what, n })} onClick={() => tap(room.book.put("ahead", `ahead/${x.id}`, read ? null : {}))}>
          {what}
        </button>
      ) : null}
    </li>
  );
}

/** The words of a comrade without a phone in large type, to be read to him; he agrees, or they are put right. */
export function ReadToPage({ id }: { id: string }) {
  const room = useRoom();
  const o = room.opinions.find((x) => x.id === id);
  const back = o?.value.item ? to(room, "muc", o.value.item) : to(room);
  if (!o) return <Frame heading={t("readback.go")} bar={t("roompage.bar.read")} back={back} primary={{ text: t("roompage.opinion.done"), href: back }} />;
  const open = room.stage !== "agreed" && room.toReadBack(id, o.value);
  const agree = (): void => tap(room.book.put("readback", `readback/${id}`, { text: o.value.text } satisfies Text), () => go(back));
  return (
    <Frame heading={t("readback.go")} sub={`${room.name(o.value.member)} · ${t(`opinion.${o.value.kind}`)}`} bar={t("roompage.bar.read")} back={back} primary={open ? { text: t("readback.agree"), press: agree } : { text: t("roompage.opinion.done"), href: back }}>
      {open ? null : <NoteBox kind="ok" text={t("readback.done", { time: hour(room.book.at(`readback/${id}`)) })} />}
      <div class="card">
        <h2>{t("readback.title")}</h2>
        <p class="reading">{o.value.text || t("roompage.opinion.missing")}</p>
      </div>
      {room.stage === "agreed" ? null : (
        <a class="btn wide" href={to(room, "loi", id)} aria-label={t("roompage.opinion.edit.of", { name: room.name(o.value.member), time: hour(o.at) })}>
          {t("meetingpage.edit")}
        </a>
      )}
      {open ? <p class="soft">{t("readback.how")}</p> : null}
    </Frame>
  );
}
