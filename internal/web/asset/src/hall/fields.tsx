/** Fields the first screens do not need: counted numbers, and texts that keep themselves. */
import { useEffect, useRef, useState } from "preact/hooks";
import { isFull } from "./drive";
import { Icon } from "./frame";
import { t } from "./words";

/** A number with its two buttons. */
export function Num({ id, label, value, set, least = 0, most = Infinity, error }: { id: string; label: string; value: number; set: (n: number) => void; least?: number; most?: number; error?: string }) {
  const put = (n: number): void => set(Math.min(most, Math.max(least, Number.isNaN(n) ? least : n)));
  return (
    <>
      {error ? (
        <p class="note c-bad bold" id={`${id}-error`}>
          <Icon name="circle-alert" />
          <span>{error}</span>
        </p>
      ) : null}
      <div class="numrow">
        <span class="about">
          <label for={id}>{label}</label>
        </span>
        <div class="num">
          <button class="btn" type="button" aria-label={t("form.less", { label })} onClick={() => put(value - 1)}>
            <Icon name="minus" />
          </button>
          <input class="so" id={id} name={id} value={String(value)} inputMode="numeric" autocomplete="off" aria-describedby={error ? `${id}-error` : undefined} onChange={(e) => put(parseInt(e.currentTarget.value, 10))} />
          <button class="btn" type="button" aria-label={t("form.more", { label })} onClick={() => put(value + 1)}>
            <Icon name="plus" />
          </button>
        </div>
      </div>
    </>
  );
}

/**
 * A text that keeps itself: two seconds after the last letter, when the field is left and when the
 * page goes. When there is no room it stays in its field and the alarm says so.
 */
export function useKept(now: string, save: (text: string) => Promise<unknown>): [string, (v: string) => void, () => void] {
  const [text, setText] = useState(now);
  const state = useRef({ text: now, kept: now, timer: 0 });
  const s = state.current;
  const flush = (): void => {
    window.clearTimeout(s.timer);
    if (s.text === s.kept) return;
    const words = s.text;
    s.kept = words;
    save(words).catch((e) => {
      s.kept = now;
      if (!isFull(e)) throw e;
    });
  };
  useEffect(() => {
    if (now !== s.kept && s.text === s.kept) { // another device wrote meanwhile and nothing is being typed here
      s.text = s.kept = now;
      setText(now);
    }
  }, [now]);
  useEffect(() => {
    const gone = (): void => flush();
    addEventListener("pagehide", gone);
    return () => {
      removeEventListener("pagehide", gone);
      flush();
    };
  }, []);
  const set = (v: string): void => {
    s.text = v;
    setText(v);
    window.clearTimeout(s.timer);
    s.timer = window.setTimeout(flush, 2000);
  };
  return [text, set, flush];
}
