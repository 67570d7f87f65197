/** An agenda item while it is talked about: who spoke, what was said, the chair's conclusion. */
import { useKept } from "../fields";
import { Field, Frame, Icon, More, NoteBox, Section, tap, to, go, useRoom } from "../frame";
import type { Item } from "../packet";
import type { Room } from "../room";
import type { Opinion } from "../values";
import { begin } from "./room";
import { Judge } from "./judge";
import { hour, t } from "../words";

export function ItemPage({ id }: { id: string }) {
  const room = useRoom();
  const i = room.item(id)!;
  const next = room.p.items[room.p.items.indexOf(i) + 1];
  const fixed = room.stage === "agreed" || room.stage === "before";
  const words = !room.p.closed && !i.secret && !fixed;
  const [gist, setGist, keepGist] = useKept(room.gist(id), (text) => room.book.put("gist", `gist/${id}`, { text: text.trim() }));
  const [end, setEnd, keepEnd] = useKept(room.conclusion(id), (text) => room.book.put("conclusion", `conclusion/${id}`, { text: text.trim() }));
  const onward = (): void => {
    keepGist();
    keepEnd();
    if (!next) return go(to(room, "ket-thuc"));
    tap(begin(room, next.id), () => go(to(room, "muc", next.id)));
  };
  const heading = `${i.label}. ${i.title}`;
  return (
    <Frame
      heading={heading}
      sub={lasts(room, i)}
      bar={t("meetingpage.bar.item")}
      back={to(room)}
      primary={fixed ? { text: t("meetingpage.roll.back"), href: to(room) } : { text: next ? t("roompage.item.next", { n: next.label }) : t("roompage.item.last"), press: onward }}
    >
      {room.stage === "open" && !room.begun(id) ? (
        <button class="btn" type="button" onClick={() => tap(begin(room, id))}>
          <Icon name="play" /> {t("roompage.item.begin")}
        </button>
      ) : null}
      {room.p.closed ? <NoteBox kind="info" icon="lock" text={room.p.closed} /> : <Talk item={id} />}
      {i.task ? <Judge task={i.task} /> : null}
      {room.ahead(id).length ? <More href={to(room, "gui-truoc", id)} text={t("ahead.room.count", { count: room.ahead(id).length })} /> : null}
      {id === room.p.dutyItem && room.p.duties?.length ? <More href={to(room, "phan-cong")} text={t("dutypage.hear.go")} /> : null}
      {words ? (
        <>
          <Field id="conclusion" label={t("meetingpage.item.conclusion")} value={end} set={setEnd} leave={keepEnd} rows={3} />
          <Field id="gist" label={t("meetingpage.item.gist")} hint={t("meetingpage.item.gist.hint")} value={gist} set={setGist} leave={keepGist} rows={2} optional />
        </>
      ) : (
        <Section title={t("meetingpage.item.conclusion")}>
          <p>{room.conclusion(id) || t("meetingpage.item.nothing")}</p>
        </Section>
      )}
      {room.stage === "open" ? <More href={to(room, "bieu-quyet", "muc", id)} text={t("meetingpage.item.tovote")} /> : null}
    </Frame>
  );
}

function lasts(room: Room, i: Item): string | undefined {
  const from = room.begun(i.id);
  if (!from) return i.minutes ? t("meetingpage.item.planned", { minutes: i.minutes }) : undefined;
  if (room.running !== i.id) return undefined;
  const minutes = Math.max(0, Math.floor((room.now - from) / 60_000));
  if (!i.minutes) return t("roompage.item.runs.only", { minutes });
  return minutes > i.minutes ? t("roompage.item.over", { minutes: minutes - i.minutes }) : t("roompage.item.runs", { minutes, plan: i.minutes });
}

function Talk({ item }: { item: string }) {
  const room = useRoom();
  const said = room.opinions.filter((o) => o.value.item === item);
  const spoke = new Set(room.opinions.map((o) => o.value.member)).size;
  const silent = room.silent;
  return (
    <>
      <Section title={t("roompage.item.spoke", { spoke, present: Math.max(spoke, room.sheet.present) })}>
        {room.stage === "open" && silent.length ? (
          <details>
            <summary>{t("roompage.silent", { count: silent.length })}</summary>
            <ul class="list">
              {silent.map((m) => (
                <li key={m.id}>
                  <a class="row" href={to(room, "y-kien", item, m.id)}>
                    <span>
                      <b>{m.name}</b>
                    </span>
                    <Icon name="chevron-right" />
                  </a>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {room.stage === "open" ? (
          <div class="pair">
            <a class="btn" href={to(room, "y-kien", item)}>
              <Icon name="message-square" /> {t("roompage.item.opinion")}
            </a>
            <a class="btn" href={to(room, "giao-viec", item)}>
              <Icon name="plus" /> {t("roompage.item.assign")}
            </a>
          </div>
        ) : null}
      </Section>
      {said.length ? (
        <Section title={t("roompage.item.said")}>
          <SaidList all={said} />
        </Section>
      ) : null}
    </>
  );
}

export function SaidList({ all }: { all: { id: string; value: Opinion; at: number }[] }) {
  const room = useRoom();
  return (
    <ul class="list plain said">
      {all.map((o) => {
        const name = room.name(o.value.member);
        const written = o.value.text || o.value.bare;
        return (
          <li key={o.id}>
            <p class="bold">{`${hour(o.at)} ${name} · ${t(`opinion.${o.value.kind}`)}`}</p>
            {o.value.text ? <p>{o.value.text}</p> : <p class="soft">{o.value.bare ? t("roompage.opinion.bare") : t("roompage.opinion.missing")}</p>}
            {room.stage === "agreed" ? null : (
              <div class="acts">
                <a class="btn sm" href={to(room, "loi", o.id)} aria-label={written ? t("roompage.opinion.edit.of", { name, time: hour(o.at) }) : t("roompage.opinion.write.of", { name, time: hour(o.at) })}>
                  {written ? t("meetingpage.edit") : t("roompage.opinion.write")}
                </a>
                {room.toReadBack(o.id, o.value) ? (
                  <a class="btn sm" href={to(room, "doc-cho", o.id)} aria-label={t("readback.of", { name, time: hour(o.at) })}>
                    {t("readback.go")}
                  </a>
                ) : null}
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
