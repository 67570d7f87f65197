/** Guests of the meeting, and what is heard of the year's standing duties. */
import { useState } from "preact/hooks";
import { useKept } from "../fields";
import { Field, Frame, Section, tap, to, go, useRoom } from "../frame";
import { uuid7 } from "../op";
import type { Duty } from "../packet";
import type { Invited, Text } from "../values";
import { showDay, t } from "../words";

export function GuestPage() {
  const room = useRoom();
  const [name, setName] = useState("");
  const [capacity, setCapacity] = useState("");
  const [wrong, setWrong] = useState("");
  const back = to(room, "diem-danh");
  const fixed = room.stage === "agreed";
  const save = (): void => {
    if (!name.trim()) return setWrong(t("error.guest_name"));
    tap(room.book.put("guest", `guest/${uuid7()}`, { name: name.trim(), capacity: capacity.trim() } satisfies Invited), () => {
      setName("");
      setCapacity("");
      setWrong("");
    });
  };
  const guests = room.guests;
  return (
    <Frame heading={t("meetingpage.guest.add")} bar={t("meetingpage.bar.roll")} back={back} primary={fixed ? { text: t("meetingpage.roll.back"), href: back } : { text: t("meetingpage.guest.save"), press: save }}>
      {guests.length ? (
        <Section title={t("meetingpage.roll.guests", { count: guests.length })}>
          <ul class="list plain said">
            {guests.map((g) => (
              <li key={g.id}>
                <p class="bold">{g.value.name}</p>
                {g.value.capacity ? <p>{g.value.capacity}</p> : null}
                {fixed || !g.id ? null : (
                  <button class="btn sm" type="button" aria-label={t("hallpage.guest.drop", { name: g.value.name })} onClick={() => tap(room.book.put("guest", `guest/${g.id}`, null))}>
                    {t("roompage.drop")}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {fixed ? null : (
        <>
          <Field id="full_name" label={t("meetingpage.guest.name")} value={name} set={setName} error={wrong} />
          <Field id="capacity" label={t("meetingpage.guest.capacity")} value={capacity} set={setCapacity} optional />
        </>
      )}
    </Frame>
  );
}

/** Whose turn it is at this meeting, with a field for the words of each report. */
export function DutiesPage() {
  const room = useRoom();
  const all = room.p.duties ?? [];
  const fixed = room.stage === "agreed" || room.stage === "before";
  return (
    <Frame heading={t("dutypage.hear.title")} sub={all.length ? t("hallpage.duty.how") : t("dutypage.hear.none")} bar={t("dutypage.hear.title")} back={to(room)} primary={{ text: t("dutypage.hear.back"), press: () => go(to(room)) }}>
      {all.map((d) => (
        <One key={d.id} d={d} fixed={fixed} />
      ))}
    </Frame>
  );
}

function One({ d, fixed }: { d: Duty; fixed: boolean }) {
  const room = useRoom();
  const [text, setText, keep] = useKept(room.heardOf(d.id), async (words) => {
    if (words.trim()) await room.book.put("duty", `duty/${d.id}`, { text: words.trim() } satisfies Text);
  });
  const when = d.due ? showDay(d.due) : d.rhythm ? t(`dutypage.rhythm.${d.rhythm}`) : "";
  return (
    <Section title={room.name(d.member)}>
      <p>{d.what}</p>
      {when ? <p class="soft">{when}</p> : null}
      {fixed ? <p class="soft">{room.heardOf(d.id) || t("hallpage.empty")}</p> : <Field id={`bao-${d.id}`} label={t("dutypage.field.text")} value={text} set={setText} leave={keep} rows={2} />}
    </Section>
  );
}
