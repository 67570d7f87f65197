/** After taking along: what is on this device now, and whether it really opens without a network. */
import { useEffect, useState } from "preact/hooks";
import { Frame, Icon, NoteBox, to, useRoom } from "../frame";
import { ready } from "../worker";
import { t } from "../words";

export function ReadyPage() {
  const room = useRoom();
  const [opens, setOpens] = useState<boolean | null>(null);
  const [stays, setStays] = useState<boolean | null>(null);
  useEffect(() => {
    void ready().then(setOpens);
    void navigator.storage?.persisted?.().then(setStays);
  }, []);
  const installed = window.matchMedia("(display-mode: standalone)").matches;
  const ios = /iPhone|iPad/.test(navigator.userAgent);
  return (
    <Frame heading={opens ? t("hallpage.ready.title") : t("hallpage.ready.wait")} sub={room.p.name} bar={t("hallpage.device.bar")} primary={{ text: t("meetingpage.next.announced"), href: to(room) }}>
      <ul class="card checks">
        <li class="note plain">
          <Icon name="check" />
          <span>{t("hallpage.ready.has", { members: room.p.roll.length, items: room.p.items.length })}</span>
        </li>
        {opens ? (
          <li class="note plain">
            <Icon name="check" />
            <span>{t("hallpage.ready.opens")}</span>
          </li>
        ) : null}
      </ul>
      {opens === false ? <NoteBox kind="warn" text={t("hallpage.ready.not")} live /> : null}
      {stays === false && !installed ? <NoteBox kind="info" text={t("hallpage.ready.stays")} /> : null}
      {installed ? null : <p>{ios ? t("hallpage.install.ios") : t("hallpage.install")}</p>}
      <p>{t("hallpage.promise.what")}</p>
      <p>{t("hallpage.promise.when")}</p>
      <p class="soft">{t("hallpage.promise.honest")}</p>
    </Frame>
  );
}
