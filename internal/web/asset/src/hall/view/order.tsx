/** Tasks of the resolution changing places: one in, one out, or one up and one down. */
import { useState } from "preact/hooks";
import { Frame, Radios, tap, to, go, useRoom } from "../frame";
import type { Room } from "../room";
import type { Deed, Ordering } from "../values";
import { t } from "../words";

/** Puts the list with two of it in each other's place. */
async function exchange(room: Room, a: string, b: string): Promise<void> {
  const deeds = room.deeds.map((d) => (d.id === a ? b : d.id === b ? a : d.id));
  await room.book.put("order", "order", { deeds } satisfies Ordering);
}

export function SwapPage({ id }: { id: string }) {
  const room = useRoom();
  const [chosen, setChosen] = useState("");
  const [wrong, setWrong] = useState("");
  const back = to(room, "nghi-quyet");
  const out = room.deeds.find((d) => d.id === id && d.value.outside);
  const inside = room.deeds.filter((d) => !d.value.outside);
  if (!out) return <Frame heading={t("roompage.swap.title")} bar={t("meetingpage.door.resolution")} back={back} primary={{ text: t("meetingpage.roll.back"), href: back }} />;
  const swap = async (other: { id: string; value: Deed }): Promise<void> => {
    await room.book.put("deed", `deed/${id}`, { ...out.value, outside: false });
    await room.book.put("deed", `deed/${other.id}`, { ...other.value, outside: true });
    await exchange(room, id, other.id);
  };
  const save = (): void => {
    const other = inside.find((d) => d.id === chosen);
    if (!other) return setWrong(t("error.resolution_swap"));
    tap(swap(other), () => go(back));
  };
  return (
    <Frame heading={t("roompage.swap.title")} bar={t("meetingpage.door.resolution")} back={back} primary={{ text: t("roompage.swap.save"), press: save }}>
      <p>{t("roompage.swap.in", { deed: out.value.deed })}</p>
      <Radios id="in" label={t("roompage.swap.with")} value={chosen} set={(v) => (setChosen(v), setWrong(""))} options={inside.map((d) => ({ value: d.id, text: d.value.deed }))} error={wrong} />
    </Frame>
  );
}

export function OrderPage() {
  const room = useRoom();
  const all = room.deeds;
  const back = to(room, "nghi-quyet");
  const arrow = (n: number, by: 1 | -1) => {
    const other = all[n + by];
    if (!other) return null;
    const title = all[n].value.deed;
    return (
      <button class="btn sm" type="button" aria-label={by < 0 ? t("meetingpage.order.up.of", { title }) : t("meetingpage.order.down.of", { title })} onClick={() => tap(exchange(room, all[n].id, other.id))}>
        {by < 0 ? t("meetingpage.order.up") : t("meetingpage.order.down")}
      </button>
    );
  };
  return (
    <Frame heading={t("meetingpage.order.title")} bar={t("meetingpage.door.resolution")} back={back} primary={{ text: t("meetingpage.order.done"), href: back }}>
      <ol class="list plain">
        {all.map((d, n) => (
          <li key={d.id}>
            <p>{`${n + 1}. ${d.value.deed}`}</p>
            <div class="acts">
              {arrow(n, -1)}
              {arrow(n, 1)}
            </div>
          </li>
        ))}
      </ol>
    </Frame>
  );
}
