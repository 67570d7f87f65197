/** What lies on this device, what differs between two, and the way to hand the queue over or wipe it. */
import { useEffect, useState } from "preact/hooks";
import { Frame, Icon, LinkList, NoteBox, Section, syncWords, tap, to, useRoom, go } from "../frame";
import type { Refusal } from "../book";
import { about, says } from "../describe";
import { wipe } from "../shelf";
import { hour, t } from "../words";
import { newer, renew } from "../worker";

export function DevicePage() {
  const room = useRoom();
  const [sure, setSure] = useState(false);
  const [fresh, setFresh] = useState(false);
  useEffect(() => void newer().then(setFresh), []);
  const waiting = room.book.unsent;
  const s = syncWords(room);
  const { line } = room.sender;
  const ended = room.book.head.ended;
  const done = room.book.head.done;
  return (
    <Frame heading={t("hallpage.device.title")} sub={s.text} bar={t("hallpage.device.bar")} back={to(room)} primary={waiting.length && !ended ? { text: t("error.e04.button"), press: () => void room.sender.now() } : { text: t("meetingpage.roll.back"), href: to(room) }}>
      {fresh && waiting.length === 0 ? (
        <NoteBox kind="info" text={t("hallpage.newer")}>
          <button class="btn" type="button" onClick={() => void renew()}>
            {t("hallpage.newer.go")}
          </button>
        </NoteBox>
      ) : null}
      {ended ? <NoteBox kind="bad" text={t("hallpage.ended", { count: waiting.length })} live /> : null}
      {line === "conflict" && waiting.length ? <NoteBox kind="bad" text={t("hallpage.conflict", { count: waiting.length })} live /> : null}
      {line === "refused" && waiting.length ? <NoteBox kind="bad" text={t("hallpage.refused", { count: waiting.length })} live /> : null}
      {line === "offline" && waiting.length ? <NoteBox kind="warn" icon="cloud-off" text={t("error.e01", { count: waiting.length })} /> : null}
      {room.book.refused.length ? (
        <Section title={t("hallpage.refused.title", { count: room.book.refused.length })}>
          <ul class="list plain">
            {room.book.refused.map((r) => (
              <li key={r.id}>
                <p class="bold">{about(room, r.key ?? room.book.held.get(r.id)?.op.key ?? "")}</p>
                <p>{r.text}</p>
                <Settle r={r} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={t("hallpage.waiting.title", { count: waiting.length })}>
        {waiting.length ? (
          <>
            <ul class="list plain">
              {waiting.slice(-20).reverse().map((op) => (
                <li key={op.id}>
                  <p class="bold">{about(room, op.key)}</p>
                  <p>{says(room, op.key, op.value)}</p>
                  <small>{hour(op.at)}</small>
                </li>
              ))}
            </ul>
            {waiting.length > 20 ? <p class="soft">{t("hallpage.waiting.more", { count: waiting.length - 20 })}</p> : null}
            <button class="btn wide" type="button" onClick={() => save(room.book.file(), room.p.day)}>
              <Icon name="download" /> {t("hallpage.file")}
            </button>
            <p class="hint">{t("hallpage.file.hint")}</p>
          </>
        ) : (
          <p>{t("hallpage.waiting.none")}</p>
        )}
      </Section>
      <Section title={t("hallpage.promise.title")}>
        <p>{t("hallpage.promise.what")}</p>
        <p>{t("hallpage.promise.when")}</p>
        <p>{t("hallpage.promise.honest")}</p>
        {room.stage === "closed" || room.stage === "agreed" ? (
          <label class="tick">
            <input type="checkbox" checked={done} onChange={(e) => tap(room.book.finish(e.currentTarget.checked), () => void room.sender.now())} />
            <span>
              {t("hallpage.finish")}
              <small>{t("hallpage.finish.hint")}</small>
            </span>
          </label>
        ) : null}
        {waiting.length && !ended ? null : !sure ? (
          <button class="btn danger" type="button" onClick={() => setSure(true)}>
            {t("hallpage.wipe")}
          </button>
        ) : (
          <div class="note warn">
            <Icon name="triangle-alert" />
            <div>
              <p>{waiting.length ? t("hallpage.wipe.unsent", { count: waiting.length }) : t("hallpage.wipe.what")}</p>
              <div class="acts">
                <button class="btn danger" type="button" onClick={() => tap(wipe(room))}>
                  {t("hallpage.wipe.yes")}
                </button>
                <button class="btn" type="button" onClick={() => setSure(false)}>
                  {t("hallpage.wipe.no")}
                </button>
              </div>
            </div>
          </div>
        )}
      </Section>
    </Frame>
  );
}

/** An opinion of one who is marked absent: the roll is put right, or the opinion goes. */
function Settle({ r }: { r: Refusal }) {
  const room = useRoom();
  const id = r.key?.startsWith("opinion/") ? r.key.slice(8) : "";
  const o = room.opinions.find((x) => x.id === id);
  if (!o || !["opinion_absent", "opinion_left"].includes(r.code)) return null;
  const name = room.name(o.value.member);
  return (
    <div class="acts">
      <a class="btn sm" href={to(room, "diem-danh", o.value.member)} aria-label={t("hallpage.untaken.roll.of", { name })}>
        {t("hallpage.untaken.roll")}
      </a>
      <button class="btn sm" type="button" aria-label={t("hallpage.untaken.drop.of", { name })} onClick={() => tap(room.book.put("opinion", r.key!, null))}>
        {t("hallpage.untaken.drop")}
      </button>
    </div>
  );
}

function save(text: string, day: string): void {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  a.download = `cho-gui-${day}.json`;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}

/** Entries two devices wrote differently: both values, one tap chooses. */
export function DisputesPage() {
  const room = useRoom();
  const all = room.disputed;
  return (
    <Frame heading={t("sync.state.conflict")} sub={all.length ? t("hallpage.disputed.what") : t("hallpage.disputed.none")} bar={t("hallpage.device.bar")} back={to(room)} primary={{ text: t("meetingpage.roll.back"), href: to(room) }}>
      {all.map((e) => (
        <Section key={e.key} title={about(room, e.key)}>
          <div class="stack">
            {e.heads.map((op) => (
              <button class="btn wide" type="button" key={op.id} onClick={() => tap(room.book.put(op.kind, e.key, op.value), () => all.length === 1 && go(to(room)))}>
                <span>
                  {says(room, e.key, op.value)}
                  <small class="under">{op.device === room.book.head.device ? t("hallpage.here") : op.device === "web" ? t("hallpage.web") : t("hallpage.other")}</small>
                </span>
              </button>
            ))}
          </div>
        </Section>
      ))}
      {all.length === 0 ? <LinkList rows={[]} /> : null}
    </Frame>
  );
}
