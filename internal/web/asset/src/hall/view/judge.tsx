/** Last month's tasks: how far each was done, as the cell finds. */
import { useKept } from "../fields";
import { Field, Frame, LinkList, Radios, tap, to, useRoom } from "../frame";
import { results, type Judged } from "../values";
import { showDay, t } from "../words";

/** The two questions about one task. */
export function Judge({ task }: { task: string }) {
  const room = useRoom();
  const x = room.heard.find((k) => k.id === task);
  const now = room.judged(task);
  const [why, setWhy, keep] = useKept(now?.why ?? "", async (words) => {
    const j = room.judged(task);
    if (j) await room.book.put("judge", `judge/${task}`, { ...j, why: words.trim() } satisfies Judged);
  });
  if (!x) return null;
  const set = (result: string): void => tap(room.book.put("judge", `judge/${task}`, { result, why: why.trim() } satisfies Judged));
  return (
    <>
      <div class="card">
        <p class="bold">{x.deed}</p>
        <p>{`${x.owner} · ${showDay(x.due)}`}</p>
        {x.measure ? <p class="soft">{t("roompage.evaluate.measure", { text: x.measure })}</p> : null}
        {x.report ? <p class="soft">{t("roompage.evaluate.report", { text: x.report })}</p> : null}
      </div>
      <Radios id={`result-${task}`} label={t("meetingpage.judge.result")} value={now?.result ?? ""} set={set} options={results.map((r) => ({ value: r, text: t(`meetingpage.judge.${r}`) }))} />
      <Field id={`why-${task}`} label={t("meetingpage.judge.why")} hint={t("meetingpage.judge.why.hint")} value={why} set={setWhy} leave={keep} optional />
    </>
  );
}

export function JudgePage({ task }: { task?: string }) {
  const room = useRoom();
  const all = room.heard;
  if (task) {
    const n = all.findIndex((x) => x.id === task);
    const next = all.slice(n + 1).find((x) => !room.judged(x.id));
    const primary = next ? { text: t("roompage.evaluate.next"), href: to(room, "danh-gia", next.id) } : { text: t("roompage.evaluate.back"), href: to(room) };
    return (
      <Frame heading={t("roompage.evaluate.title")} sub={t("roompage.evaluate.nth", { n: n + 1, total: all.length })} bar={t("roompage.bar.evaluate")} back={to(room, "danh-gia")} primary={primary}>
        <Judge key={task} task={task} />
      </Frame>
    );
  }
  const open = all.find((x) => !room.judged(x.id));
  const done = all.filter((x) => room.judged(x.id)).length;
  return (
    <Frame
      heading={t("roompage.evaluate.title")}
      sub={all.length ? t("roompage.evaluate.progress", { done, total: all.length }) : t("roompage.evaluate.none")}
      bar={t("roompage.bar.evaluate")}
      back={to(room)}
      primary={open ? { text: t("roompage.evaluate.next"), href: to(room, "danh-gia", open.id) } : { text: t("roompage.evaluate.back"), href: to(room) }}
    >
      <LinkList
        rows={all.map((x) => {
          const j = room.judged(x.id);
          return { title: x.deed, second: `${x.owner} · ${j ? t(`meetingpage.judge.${j.result}`) : t("roompage.evaluate.open")}`, href: to(room, "danh-gia", x.id), icon: j ? "circle-check" : "circle-dashed", kind: j ? "ok" : "warn" };
        })}
      />
    </Frame>
  );
}
