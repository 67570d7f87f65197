/** An open vote: who votes, what is needed, hands counted; the same for resolution, minutes, score and any item. */
import { useState } from "preact/hooks";
import { Num } from "../fields";
import { Field, Frame, Icon, LinkList, NoteBox, Section, Select, tap, to, go, useRoom } from "../frame";
import type { Threshold } from "../packet";
import { bandOf, type Room } from "../room";
import { needed, passed, percent } from "../tally";
import type { Hands } from "../values";
import { capital, figure, showMonth, t } from "../words";

/** What is put to the vote, by the word in the address. */
interface Question {
  key: string;
  kind: "vote" | "scorevote" | "agree";
  matter: string;
  title: string;
  subject: string;
  back: string;
}

function question(room: Room, what: string, item: string, matter: string): Question {
  const month = t("meetingpage.month", { month: Number(room.p.period.slice(5, 7)) });
  if (what === "nghi-quyet") return { key: "vote/resolution", kind: "vote", matter: "resolution", title: t("meetingpage.vote.title.resolution", { month }), subject: `Nghị quyết sinh hoạt tháng ${showMonth(room.p.period)}`, back: to(room, "nghi-quyet") };
  if (what === "bien-ban") return { key: "agree", kind: "agree", matter: "minutes", title: t("meetingpage.vote.title.minutes", { month }), subject: `Biên bản sinh hoạt tháng ${showMonth(room.p.period)}`, back: to(room, "xac-nhan") };
  if (what === "diem") return { key: "scorevote", kind: "scorevote", matter: "score", title: t("roompage.vote.title.score", { points: figure(room.score?.points ?? 0) }), subject: `Điểm buổi sinh hoạt: ${figure(room.score?.points ?? 0)}, loại ${bandOf(room, room.score?.points ?? 0)}`, back: to(room, "ket-thuc") };
  const i = room.item(item)!;
  return { key: `vote/${matter}.${item}`, kind: "vote", matter, title: t("meetingpage.vote.title", { subject: i.title }), subject: i.title, back: to(room, "muc", item) };
}

export function VotePage({ what, item = "" }: { what: string; item?: string }) {
  const room = useRoom();
  const [matter, setMatter] = useState("ordinary");
  const q = question(room, what, item, matter);
  const held = q.kind === "agree" ? room.vote("minutes") : (room.book.value<Hands | null>(q.key) ?? undefined);
  const [again, setAgain] = useState(false);
  const rule = room.p.thresholds[q.matter];
  const late = room.stage === "closed" && (q.matter === "minutes" || q.matter === "score");
  if (!rule || (room.stage !== "open" && !late)) {
    return (
      <Frame heading={q.title} bar={t("meetingpage.bar.vote")} back={q.back} primary={{ text: t("meetingpage.vote.on"), href: q.back }}>
        <NoteBox kind="info" text={t("meetingpage.vote.notnow")} />
        {held ? <Held hands={held} rule={rule} /> : null}
      </Frame>
    );
  }
  if (held && !again) {
    return (
      <Frame heading={q.title} bar={t("meetingpage.bar.vote")} back={q.back} primary={{ text: t("meetingpage.vote.on"), href: q.back }}>
        <NoteBox kind="ok" text={t("meetingpage.vote.kept")} live />
        <Held hands={held} rule={rule} />
        <button class="btn" type="button" onClick={() => setAgain(true)}>
          {t("meetingpage.vote.again")}
        </button>
      </Frame>
    );
  }
  const matters = Object.keys(room.p.thresholds).filter((m) => !["resolution", "minutes", "score"].includes(m));
  return (
    <Count key={q.key} q={q} rule={rule}>
      {what === "muc" ? <Select id="matter" label={t("roompage.vote.matter")} value={matter} set={setMatter} options={matters.map((m) => ({ value: m, text: t(`roompage.matter.${m}`) }))} /> : null}
    </Count>
  );
}

/** A result that was kept, measured by who is in the room now. */
export function Held({ hands, rule }: { hands: Hands; rule?: Threshold }) {
  const room = useRoom();
  const n = room.base.n;
  if (!rule) return null;
  const ok = passed(rule, hands.for, n);
  return <LinkList rows={[{ title: t("meetingpage.vote.result", { for: hands.for, base: n, share: percent(hands.for, n) }), second: ok ? t("meetingpage.vote.passed") : t("meetingpage.vote.failed"), icon: ok ? "circle-check" : "x", kind: ok ? "ok" : "warn" }]} />;
}

/** Hands counted on the minutes, with what was read aloud before. */
async function counted(room: Room, { why, for: yes, against, other }: Hands): Promise<void> {
  await room.book.read();
  await room.book.put("agree", "agree", { counted: { for: yes, against, other, ...(why ? { why } : {}) } });
}

const labels = { for: () => t("meetingpage.vote.for"), against: () => t("meetingpage.vote.against"), other: () => t("meetingpage.vote.other") };
const papers = { issued: () => t("roompage.vote.issued"), returned: () => t("roompage.vote.returned"), valid: () => t("roompage.vote.valid") };

function Count({ q, rule, children }: { q: Question; rule: Threshold; children?: preact.ComponentChildren }) {
  const room = useRoom();
  const b = room.base;
  const need = needed(rule, b.n);
  const [h, setH] = useState<Hands>({ for: 0, against: 0, other: 0 });
  const [subject, setSubject] = useState(q.subject);
  const [paper, setPaper] = useState({ issued: 0, returned: 0, valid: 0 });
  const [why, setWhy] = useState("");
  const [wrong, setWrong] = useState("");
  const sum = h.for + h.against + h.other;
  const rest = b.n - sum;
  const more = sum > b.present;
  const save = (): void => {
    if (rest < 0) return setWrong(t("roompage.vote.over", { sum, total: b.n }));
    if (more && !why.trim()) return setWrong(t("error.why_more_hands", { sum, present: b.present }));
    const value: Hands = { ...h, subject: subject.trim(), why: more ? why.trim() : "" };
    if (rule.secret) Object.assign(value, { method: "paper", ...paper });
    if (q.key.includes(".")) value.item = q.key.slice(q.key.indexOf(".") + 1);
    tap(q.kind === "agree" ? counted(room, value) : room.book.put(q.kind, q.key, value), () => go(q.back));
  };
  const [first, tail] = b.sentence.split(/(?=[:,])/s, 1).concat(b.sentence.slice(b.sentence.search(/[:,]/)));
  const num = (name: "for" | "against" | "other") => <Num id={name} label={labels[name]()} value={h[name]} most={b.n} set={(n) => setH({ ...h, [name]: n })} />;
  return (
    <Frame heading={q.title} bar={t("meetingpage.bar.vote")} back={q.back} primary={{ text: t("meetingpage.vote.save"), press: save }}>
      {wrong ? (
        <div class="wrong-list" role="alert">
          <p>{wrong}</p>
        </div>
      ) : null}
      {b.present < need ? <NoteBox kind="warn" text={t("meetingpage.vote.toofew", { present: b.present, base: b.n, needed: need })} /> : null}
      {children}
      <Section title={t("meetingpage.vote.who")}>
        <div class="card">
          <p>
            <b>{first}</b>
            {tail}
          </p>
          {room.p.committee ? null : <p>{t("meetingpage.vote.probationary")}</p>}
          <details>
            <summary>{t("meetingpage.vote.list", { count: b.n })}</summary>
            <ul class="list plain">
              {b.members.map((m) => (
                <li key={m.id}>{m.name}</li>
              ))}
            </ul>
          </details>
          <details>
            <summary>{t("meetingpage.basis")}</summary>
            <p>{`${room.p.base.source}; ${rule.source}`}</p>
            {room.p.base.assumed || rule.assumed ? <p>{t("meetingpage.basis.assumed")}</p> : null}
          </details>
        </div>
      </Section>
      <Section title={t("meetingpage.vote.needed", { needed: need })}>
        <p class="soft">{`${capital(rule.text)}. ${t("meetingpage.vote.ofbase", { base: b.n })}`}</p>
      </Section>
      {q.key.includes(".") ? <Field id="subject" label={t("roompage.vote.subject")} value={subject} set={setSubject} /> : null}
      {rule.secret ? (
        <>
          <NoteBox kind="info" icon="lock" text={t("roompage.vote.secret")} />
          <div class="band">
            {(["issued", "returned", "valid"] as const).map((name) => (
              <Num key={name} id={name} label={papers[name]()} value={paper[name]} most={b.n} set={(n) => setPaper({ ...paper, [name]: n })} />
            ))}
          </div>
        </>
      ) : null}
      <div class="band">
        {num("for")}
        {num("against")}
        {num("other")}
        <div class="numrow">
          <span class="label">{t("meetingpage.vote.silent")}</span>
          <output class="so fixed">{Math.max(rest, 0)}</output>
        </div>
        <p class={`note ${rest < 0 ? "c-bad" : "c-ok"}`}>
          <Icon name={rest < 0 ? "circle-alert" : "check"} />
          <span>{rest < 0 ? t("roompage.vote.over", { sum, total: b.n }) : t("roompage.vote.fits", { for: h.for, against: h.against, other: h.other, rest, total: b.n })}</span>
        </p>
      </div>
      {more ? <Field id="why" label={t("meetingpage.vote.why")} value={why} set={setWhy} /> : null}
      {sum > 0 && rest >= 0 ? <NoteBox kind={passed(rule, h.for, b.n) ? "ok" : "warn"} text={t(passed(rule, h.for, b.n) ? "roompage.vote.end.passed" : "roompage.vote.end.failed", { for: h.for, total: b.n, share: percent(h.for, b.n).replace("%", "") })} live /> : null}
    </Frame>
  );
}
