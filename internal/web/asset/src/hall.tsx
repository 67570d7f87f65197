/**
 * The room page that works without a network. The shell (/hop) is the same for everybody and holds no
 * personal data; the meeting lies in IndexedDB. Address within the page: #/DEVICE/WHAT/MORE.
 */
import { render } from "preact";
import { useEffect, useReducer, useState } from "preact/hooks";
import { unable } from "./hall/able";
import { Book } from "./hall/book";
import type { Head } from "./hall/drive";
import { Follow } from "./hall/follow";
import { Frame, Icon, RoomContext } from "./hall/frame";
import { Room } from "./hall/room";
import { poster, Sender } from "./hall/sender";
import { drive, pass, tidy, wipe } from "./hall/shelf";
import { dress } from "./hall/size";
import { hour, listed, showDay, speak, t } from "./hall/words";
import { ReadyPage } from "./hall/view/ready";
import { MarkPage, Roll } from "./hall/view/roll";
import { OpeningPage, RoomPage } from "./hall/view/room";
import { register } from "./hall/worker";

const root = document.getElementById("hop")!;
const words = listed(root.dataset.words ?? "");

function page(what: string, a: string, b: string) {
  switch (what) {
    case "san-sang":
      return <ReadyPage />;
    case "diem-danh":
      return a ? <MarkPage key={a} member={a} /> : <Roll />;
    case "khai-mac":
      return <OpeningPage />;
  }
  return what === "" ? <RoomPage /> : <Rest what={what} a={a} b={b} />;
}

type Rest = typeof import("./hall/rest");
let rest: Rest | null = null;

/** The pages that are not needed at once; the worker keeps their file as well, so they open without a network. */
function Rest({ what, a, b }: { what: string; a: string; b: string }) {
  const [got, setGot] = useState(rest);
  useEffect(() => {
    if (!rest) void Promise.all([import("./hall/rest"), later()]).then(([m]) => setGot((rest = m)));
  }, []);
  return got ? got.page(what, a, b) : <Frame heading={t("hallpage.device.bar")} bar={t("hallpage.device.bar")} />;
}

/** The words of those pages, which the worker keeps as well. */
async function later(): Promise<void> {
  const got = await fetch("/hop.loi");
  if (!got.ok) throw new Error(String(got.status));
  speak({ ...listed(await got.text()), ...words }, otherwise);
}
let otherwise: Record<string, string> = {};

const parts = (): string[] => location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);

function App({ room }: { room: Room }) {
  const [at, setAt] = useState(parts);
  const [, draw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const moved = (): void => setAt(parts());
    addEventListener("hashchange", moved);
    moved(); // what was touched while the page came up
    const off = [room.book.listen(() => draw(0)), room.sender.listen(() => draw(0))];
    const clock = setInterval(() => draw(0), 30_000); // how long it has lasted
    return () => {
      removeEventListener("hashchange", moved);
      off.forEach((fn) => fn());
      clearInterval(clock);
    };
  }, []);
  return <RoomContext.Provider value={room}>{page(at[1] ?? "", at[2] ?? "", at[3] ?? "")}</RoomContext.Provider>;
}

/** Which meeting, when there is not exactly one. */
function Choose({ heads, why }: { heads: Head[]; why: string }) {
  useEffect(() => {
    document.title = t("hallpage.shelf.title");
  }, []);
  return (
    <div class="page room">
      <header class="top" aria-label={t("layout.region.head")}>
        <a href="/">
          <Icon name="arrow-left" /> {t("hallpage.home")}
        </a>
      </header>
      <main id="noi-dung" tabIndex={-1}>
        <div class="title">
          <h1>{t("hallpage.shelf.title")}</h1>
        </div>
        {why ? <p>{why}</p> : null}
        {heads.length ? (
          <ul class="list">
            {heads.map((h) => (
              <li key={h.device}>
                <a class="row" href={`#/${h.device}`} onClick={() => setTimeout(() => location.reload())}>
                  <span>
                    <b>{h.packet.name}</b>
                    <small>{`${h.packet.cell} · ${hour(h.packet.startsAt)} ${showDay(h.packet.day)}`}</small>
                  </span>
                  <Icon name="chevron-right" />
                </a>
              </li>
            ))}
          </ul>
        ) : (
          <p>{t("hallpage.shelf.none")}</p>
        )}
      </main>
    </div>
  );
}

async function start(): Promise<void> {
  speak(words);
  const why = unable();
  if (why) return render(<Choose heads={[]} why={t(`hallpage.unable.${why}`)} />, root);
  void register();
  const d = await drive();
  const heads = await tidy(d, Date.now());
  const [device] = parts();
  const head = heads.find((h) => h.device === device) ?? (heads.length === 1 ? heads[0] : undefined);
  if (!head) return render(<Choose heads={heads} why="" />, root);
  if (head.device !== device) history.replaceState(null, "", `#/${head.device}`);
  const kept = (await d.load(head.device))!;
  speak(words, (otherwise = head.packet.words));
  dress(head.packet.size, head.packet.contrast);
  const book = new Book(kept.head, kept.held, d);
  const later = (fn: () => void, ms: number): (() => void) => {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  };
  const sender = new Sender(book, {
    post: poster("/hop/dong-bo", () => pass(book.head)),
    later,
    told: () => line.on,
    alone: "locks" in navigator ? (fn) => navigator.locks.request(`chibo-hop-${book.head.device}`, fn) as Promise<Awaited<ReturnType<typeof fn>>> : undefined,
  });
  const line = new Follow({ open: () => new EventSource(`${head.packet.href}/truc-tiep`), look: (ms) => sender.look(ms), later });
  tabs(book);
  keyboard();
  book.listen(() => {
    if (book.unsent.length && sender.line === "idle") void sender.now();
  });
  addEventListener("online", () => void sender.now());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return line.stop(); // a page nobody looks at holds no line
    line.start();
    void sender.now();
  });
  addEventListener("beforeunload", (e) => {
    if (book.full) e.preventDefault();
  });
  const room = new Room(book, sender);
  sender.listen(() => {
    if (book.head.ended) line.stop();
    if (book.head.ended && book.unsent.length === 0) void wipe(room); // shut out, and nothing of it is only here
  });
  render(<App room={room} />, root);
  void sender.now();
  if (!book.head.ended) line.start();
}

/** The sticky action does not cover the field while the on-screen keyboard is up. */
function keyboard(): void {
  const view = window.visualViewport;
  view?.addEventListener("resize", () => document.documentElement.classList.toggle("typing", view.height < window.innerHeight * 0.75));
}

/** Two tabs of one device show one state: who writes tells the others. */
function tabs(book: Book): void {
  if (!("BroadcastChannel" in window)) return;
  const channel = new BroadcastChannel(`chibo-hop-${book.head.device}`);
  let mute = false;
  let told = book.held.size;
  channel.onmessage = () => {
    mute = true;
    void book.again().finally(() => {
      mute = false;
      told = book.held.size;
    });
  };
  book.listen(() => {
    if (mute || book.held.size === told) return;
    told = book.held.size;
    channel.postMessage(0);
  });
}

void start();
