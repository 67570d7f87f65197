/** The table of the score, line by line; what was counted is counted where the record is, on the server. */
import { useRef, useState } from "preact/hooks";
import { useKept } from "../fields";
import { Field, Frame, NoteBox, Section, tap, to, go, useRoom } from "../frame";
import type { Line } from "../packet";
import { readPoints } from "../points";
import { bandOf } from "../room";
import type { Lining } from "../values";
import { figure, t } from "../words";

export function TablePage() {
  const room = useRoom();
  const table = room.p.table!;
  const sum = room.sum!;
  const back = to(room, "ket-thuc");
  const fixed = room.stage === "agreed" || room.stage === "before";
  const asked = table.lines.filter((l) => !l.counted && !l.na);
  const counted = table.lines.filter((l) => l.counted || l.na);
  const whole = sum.open.length === 0;
  const words = `${t("scorepage.sum", { points: figure(sum.points), total: figure(table.total) })}. ${whole ? bandOf(room, sum.points) : t("scorepage.sum.open", { count: sum.open.length })}`;
  return (
    <Frame heading={t("roompage.score.title")} sub={t("roompage.score.what")} bar={t("meetingpage.bar.close")} back={back} primary={whole && !fixed ? { text: t("roompage.score.save"), press: () => go(to(room, "bieu-quyet", "diem")) } : { text: t("meetingpage.roll.back"), href: back }}>
      <p class="note plain" role="status">
        <span>{words}</span>
      </p>
      <Section title={t("scorepage.ask", { count: asked.length })}>
        {asked.map((l) => (
          <One key={l.code} l={l} fixed={fixed} />
        ))}
      </Section>
      {counted.length ? (
        <Section title={t("hallpage.score.counted", { count: counted.length })}>
          <NoteBox kind="info" text={t("hallpage.score.counted.what")} />
          {counted.map((l) => (
            <One key={l.code} l={l} fixed={fixed} />
          ))}
        </Section>
      ) : null}
      <details>
        <summary>{t("meetingpage.basis")}</summary>
        <p>{`${table.title}. ${table.source}`}</p>
        {table.assumed ? <p>{t("meetingpage.basis.assumed")}</p> : null}
      </details>
    </Frame>
  );
}

/** One line: its points, and the sentence behind them. */
function One({ l, fixed }: { l: Line; fixed: boolean }) {
  const room = useRoom();
  const now = room.line(l.code);
  const title = `${l.code}. ${l.text}`;
  const [wrong, setWrong] = useState("");
  const typed = useRef({ points: now ? figure(now.points) : "", reason: now?.reason ?? "" });
  const write = async (part: Partial<{ points: string; reason: string }>): Promise<void> => {
    const { points, reason } = (typed.current = { ...typed.current, ...part });
    if (!points.trim()) {
      setWrong("");
      if (room.line(l.code)) await room.book.put("line", `line/${l.code}`, null);
      return;
    }
    const n = readPoints(points);
    if (Number.isNaN(n)) return setWrong(t("error.score_form"));
    if (n > l.max) return setWrong(t("error.score_range", { most: figure(l.max) }));
    setWrong("");
    await room.book.put("line", `line/${l.code}`, { points: n, reason: reason.trim() } satisfies Lining);
  };
  const [points, setPoints, keepPoints] = useKept(now ? figure(now.points) : "", (points) => write({ points }));
  const [reason, setReason, keepReason] = useKept(now?.reason ?? "", (reason) => write({ reason }));
  if (l.na) {
    return (
      <div class="card">
        <p class="bold">{title}</p>
        <p class="soft">{`${t(`scorepage.na.${l.when}`)} ${t(`scorepage.policy.${l.na}`)}`}</p>
      </div>
    );
  }
  return (
    <div class="card" role="group" aria-label={title}>
      <p class="bold">{title}</p>
      {l.ask ? <p class="soft">{l.ask}</p> : null}
      {fixed ? (
        <p>{now ? [figure(now.points), now.reason].filter(Boolean).join(": ") : t("hallpage.empty")}</p>
      ) : (
        <>
          <Field id={`p.${l.code}`} label={t("scorepage.spoken", { code: l.code, most: figure(l.max) })} value={points} set={setPoints} leave={keepPoints} short numeric error={wrong} />
          <button class="btn sm" type="button" aria-label={`${t("hallpage.score.full", { most: figure(l.max) })}: ${title}`} onClick={() => (setPoints(figure(l.max)), tap(write({ points: figure(l.max) })))}>
            {t("hallpage.score.full", { most: figure(l.max) })}
          </button>
          <details open={!!now?.reason}>
            <summary>{t("scorepage.why")}</summary>
            <Field id={`r.${l.code}`} label={t("hallpage.score.why", { code: l.code })} value={reason} set={setReason} leave={keepReason} optional />
          </details>
        </>
      )}
    </div>
  );
}
