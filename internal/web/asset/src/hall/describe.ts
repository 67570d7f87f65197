/** What an entry is about and what a value says, in words, for lists of what waits and of what differs. */
import type { Room } from "./room";
import type { Agreed, Hands, Invited, Judged, Mark, Opinion, Deed, Interpreting, Ordering, Praise, Reminded, Reserved, Score, Text, Opening, Lacks } from "./values";
import { figure, showDay, t } from "./words";
import { markWords } from "./view/roll";

export function about(room: Room, key: string): string {
  const [kind, rest = ""] = key.split(/\/(.*)/s);
  switch (kind) {
    case "mark":
      return `${t("meetingpage.bar.roll")}: ${room.name(rest)}`;
    case "begin":
      return `${t("roompage.item.running")}: ${room.item(rest)?.title ?? ""}`;
    case "gist":
      return `${t("meetingpage.item.gist")}: ${room.item(rest)?.title ?? ""}`;
    case "conclusion":
      return `${t("meetingpage.item.conclusion")}: ${room.item(rest)?.title ?? ""}`;
    case "judge":
      return `${t("roompage.bar.evaluate")}: ${room.heard.find((x) => x.id === rest)?.deed ?? ""}`;
    case "duty":
      return `${t("dutypage.hear.title")}: ${room.name(room.p.duties?.find((d) => d.id === rest)?.member ?? "")}`;
    case "line":
      return `${t("devicespage.kind.line")} ${rest}`;
    case "interpret":
    case "ahead":
    case "readback":
    case "order":
    case "read":
      return t(`devicespage.kind.${kind}`);
    case "vote":
    case "scorevote":
      return t("meetingpage.bar.vote");
    default:
      return t(`hallpage.kind.${kind}`);
  }
}

export function says(room: Room, key: string, v: unknown): string {
  if (v === null || v === undefined) return t("hallpage.gone");
  const kind = key.split("/")[0];
  switch (kind) {
    case "open":
      return [(v as Opening).chair, (v as Opening).scribe].map((id) => room.person(id)).join(", ");
    case "mark":
      return markWords(v as Mark);
    case "gist":
    case "conclusion":
    case "part":
    case "duty":
    case "readback":
      return (v as Text).text || t("hallpage.empty");
    case "judge":
      return [t(`meetingpage.judge.${(v as Judged).result}`), (v as Judged).why].filter(Boolean).join(": ");
    case "opinion": {
      const o = v as Opinion;
      return [`${room.name(o.member)} · ${t(`opinion.${o.kind}`)}`, o.text].filter(Boolean).join(": ");
    }
    case "deed": {
      const d = v as Deed;
      return `${d.deed} · ${room.name(d.owner)} · ${showDay(d.due)}`;
    }
    case "guest":
      return [(v as Invited).name, (v as Invited).capacity].filter(Boolean).join(", ");
    case "remind":
    case "reserve": {
      const x = v as Reminded | Reserved;
      return x.member ? `${room.name(x.member)}: ${x.text}` : t("hallpage.quiet.other");
    }
    case "praise": {
      const x = v as Praise;
      return `${x.member ? room.name(x.member) : (x.group ?? "")}: ${x.deed}`;
    }
    case "vote":
    case "scorevote":
    case "agree": {
      const h = kind === "agree" ? (v as Agreed).counted : (v as Hands);
      if (!h) return t("hallpage.done");
      return `${t("meetingpage.vote.for")} ${h.for}, ${t("meetingpage.vote.against")} ${h.against}, ${t("meetingpage.vote.other")} ${h.other}`;
    }
    case "score":
    case "line":
      return [figure((v as Score).points), (v as Score).reason].filter(Boolean).join(": ");
    case "interpret":
      return `${(v as Interpreting).name} (${t("interpreter.into", { language: (v as Interpreting).language })})`;
    case "order":
      return (v as Ordering).deeds.map((id, n) => `${n + 1}. ${room.book.value<Deed | null>(`deed/${id}`)?.deed ?? ""}`).join("; ");
    case "lacks":
      return (v as Lacks).lines?.join("; ") || t("hallpage.empty");
    default:
      return t("hallpage.done");
  }
}
