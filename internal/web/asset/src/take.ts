/**
 * The page on which a meeting is taken along. It says beforehand when this browser cannot do it;
 * otherwise one tap fetches as little as the meeting needs and keeps it on this device.
 */
import { unable } from "./hall/able";
import type { Head } from "./hall/drive";
import { IdbDrive } from "./hall/idb";
import { unpack, type Taken } from "./hall/unpack";

function show(name: string): void {
  document.querySelectorAll<HTMLElement>("[data-take]").forEach((e) => (e.hidden = e.dataset.take !== name));
}

/** 256 bits of chance in 43 letters: asked twice with the same, the server makes one device. */
function chance(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...Array.from(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** This meeting as it lies on this device already, if it does. */
async function had(form: HTMLFormElement): Promise<Head | undefined> {
  const heads = await (await IdbDrive.open()).heads();
  return heads.find((h) => `${h.packet.href}/mang-theo` === new URL(form.action).pathname && !h.ended);
}

/** The secret it was taken along with before, so that one browser is one device; else a new one. */
async function secret(form: HTMLFormElement): Promise<string> {
  const place = `mang-theo ${location.pathname}`;
  const kept = (await had(form))?.secret.split(".")[2] ?? sessionStorage.getItem(place) ?? chance();
  sessionStorage.setItem(place, kept); // an answer lost on the way is asked for again with the same
  return kept;
}

async function take(form: HTMLFormElement): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
  const body = JSON.stringify({ secret: await secret(form), label: navigator.userAgent.slice(0, 120) });
  const res = await fetch(form.action, { method: "POST", body, headers: { "Content-Type": "application/json" }, cache: "no-store", redirect: "error" });
  if (res.status !== 200) throw new Error(String(res.status));
  const t = (await res.json()) as Taken;
  const drive = await IdbDrive.open();
  const { head, held } = unpack(t);
  const before = await drive.load(t.device);
  if (before) { // taken along once more: what was written here meanwhile stays, the packet is renewed
    const news = held.filter((h) => !before.held.some((x) => x.op.id === h.op.id));
    await drive.write({ ...before.head, packet: head.packet, secret: head.secret, ended: false, done: false }, [...before.held, ...news]);
  } else await drive.write(head, held);
  location.assign(`/hop#/${head.device}/san-sang`);
}

const form = document.getElementById("mang-theo") as HTMLFormElement | null;
if (form) {
  const why = unable() || "able";
  show(why);
  const bar = document.querySelector<HTMLElement>(".bar"); // the ordinary page is the next step only where this one cannot be taken
  if (bar) bar.hidden = why === "able";
  const open = document.getElementById("mo-lai") as HTMLAnchorElement | null;
  if (why === "able" && open) {
    void had(form).then((h) => {
      if (!h) return;
      open.href = `/hop#/${h.device}`;
      open.hidden = false;
      form.querySelector(".chinh")?.classList.remove("chinh"); // one next step: the meeting that lies here
    });
  }
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    e.stopImmediatePropagation();
    const said = document.getElementById("chua-mang");
    if (said) said.hidden = true;
    take(form).catch(() => {
      form.removeAttribute("data-sent");
      if (said) said.hidden = false;
    });
  }, true);
}
