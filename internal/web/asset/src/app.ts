// The script of every page. Each page works without it: forms post, links lead.
// What it adds: answers in place (htmx), number buttons, filters by name, print buttons.
import htmx from "htmx.org/dist/htmx.esm.js";
import { fold } from "./part/fold";

interface Policy {
  createHTML(s: string): string;
}
interface PolicyRules {
  createHTML?: (s: string) => string;
  createScript?: (s: string) => string;
  createScriptURL?: (s: string) => string;
}
declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: PolicyRules): Policy };
  }
}

function refuse(): never {
  throw new TypeError("chibo: code from text is not run here");
}

// Trusted Types: htmx may put the server's own HTML into the page and nothing else.
// Its script policy and its two function constructors refuse, so hx-on and js: values are dead.
const pageRules = { createHTML: (s: string) => s, createScript: refuse };
const htmlPolicy = window.trustedTypes?.createPolicy("htmx", pageRules) ?? pageRules;

htmx.registerExtension("no-eval", {
  init(api: { initSecurity(policy: unknown, fn: unknown, asyncFn: unknown): void }) {
    api.initSecurity(htmlPolicy, refuse, refuse);
  },
});

// The only script address anything may load later is the service worker's.
export const appPolicy = window.trustedTypes?.createPolicy("app", {
  createScriptURL: (url) => (url === "/sw.js" ? url : refuse()),
});

document.documentElement.classList.add("js");

// ---- numbers ------------------------------------------------------------------------------

/** Adds to a number field, stops at its limits, and tells the form as if it had been typed. */
function step(button: HTMLElement): void {
  const field = button.closest(".num")?.querySelector("input");
  if (!field) return;
  const least = Number(field.dataset.min ?? "0");
  const most = field.dataset.max ? Number(field.dataset.max) : Infinity;
  const now = parseFloat(field.value.replace(",", "."));
  const next = (Number.isNaN(now) ? least : now) + Number(button.dataset.by) * Number(field.dataset.step ?? "1");
  const first = Number(field.dataset.start ?? String(next > least ? least : next));
  const kept = Math.min(most, Math.max(least, Number.isNaN(now) ? first : next));
  field.value = String(Math.round(kept * 100) / 100).replace(".", ",");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

// ---- texts to be carried elsewhere ----------------------------------------------------------

/** Copies the text of a field and says so; where that is not allowed the text is selected instead. */
async function copy(button: HTMLElement): Promise<void> {
  const field = document.getElementById(button.dataset.copy ?? "") as HTMLTextAreaElement | null;
  if (!field) return;
  try {
    await navigator.clipboard.writeText(field.value);
    const said = button.nextElementSibling;
    if (said) said.textContent = button.dataset.done ?? "";
  } catch {
    field.focus();
    field.select();
  }
}

// ---- lists --------------------------------------------------------------------------------

/** Hides the rows of a list that do not hold what was typed; marks and capitals do not count. */
function filter(field: HTMLInputElement): void {
  const list = document.getElementById(field.dataset.filter ?? "");
  if (!list) return;
  const words = fold(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of Array.from(list.children) as HTMLElement[]) {
    const text = fold(row.dataset.find ?? row.textContent ?? "");
    row.hidden = !words.every((w) => text.includes(w));
    if (!row.hidden) shown++;
  }
  const none = document.getElementById(list.id + "-none");
  if (none) none.hidden = shown > 0;
}

// ---- one listener a kind of event, so that swapped-in parts need no wiring ------------------

document.addEventListener("click", (e) => {
  const at = e.target as Element;
  const by = at.closest<HTMLElement>("[data-by]");
  if (by) step(by);
  if (at.closest("[data-print]")) window.print();
  const copied = at.closest<HTMLElement>("[data-copy]");
  if (copied) void copy(copied);
  const fill = at.closest<HTMLElement>("[data-fill]");
  if (fill) {
    const field = document.getElementById(fill.dataset.fill ?? "") as HTMLInputElement | null;
    if (field) {
      field.value = fill.dataset.value ?? "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
});

document.addEventListener("input", (e) => {
  const field = e.target as HTMLInputElement;
  if (field.dataset.filter) filter(field);
});

// A settings field that should act at once carries data-send; without script its button does it.
document.addEventListener("change", (e) => {
  const field = e.target as HTMLInputElement;
  if (field.dataset.send !== undefined) field.form?.requestSubmit?.();
});

// A second tap on the same button must not send twice. The server would ignore it (same key),
// but the person would wonder. The button stays readable and focusable.
document.addEventListener("submit", (e) => {
  const form = e.target as HTMLFormElement;
  if (form.hasAttribute("data-sent")) {
    e.preventDefault();
    e.stopImmediatePropagation();
    return;
  }
  if (form.method === "post") form.setAttribute("data-sent", "");
}, true);

function release(root: ParentNode): void {
  root.querySelectorAll("form[data-sent]").forEach((f) => f.removeAttribute("data-sent"));
}
window.addEventListener("pageshow", () => release(document));
document.addEventListener("htmx:finally:request", () => release(document));

// ---- answers that are not a part of the page ------------------------------------------------

interface Answer {
  ctx: { sourceElement: Element; response?: { raw: Response; status: number } };
}

let pressed: HTMLButtonElement | null = null;
document.addEventListener("submit", (e) => {
  pressed = (e as SubmitEvent).submitter as HTMLButtonElement | null;
}, true);

/** Sends the form once more as a plain form: the answer is then a whole page that says what to do. */
function sendPlain(form: HTMLFormElement): void {
  if (pressed?.name && pressed.form === form) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = pressed.name;
    field.value = pressed.value;
    form.append(field);
  }
  form.submit();
}

function sayNoAnswer(yes: boolean): void {
  const box = document.getElementById("no-answer");
  if (box) box.hidden = !yes;
}

// htmx would put any answer into the page, a sign-in page or a gateway's error into a row included.
// Parts arrive with 2xx or 422. A refusal comes as a whole page; when the system is silent the page
// stays as it is, with what was typed, and says so.
document.addEventListener("htmx:before:response", (e) => {
  const { ctx } = (e as CustomEvent<Answer>).detail;
  const answer = ctx.response;
  if (!answer) return;
  sayNoAnswer(answer.status >= 500);
  if (answer.raw.redirected) {
    e.preventDefault();
    location.assign(answer.raw.url);
  } else if (answer.status >= 500) {
    e.preventDefault();
  } else if (answer.status >= 400 && answer.status !== 422) {
    e.preventDefault();
    if (ctx.sourceElement instanceof HTMLFormElement) sendPlain(ctx.sourceElement);
  }
});
document.addEventListener("htmx:error", () => sayNoAnswer(true));

/** Leads eye and screen reader to what needs them: the list of things to correct. */
function focusSummary(root: ParentNode): void {
  root.querySelector<HTMLElement>("[data-focus]")?.focus();
}
document.addEventListener("htmx:after:swap", () => focusSummary(document));

// What another device changed has been taken over into the page (live.ts).
document.addEventListener("chibo:taken", () => {
  htmx.process(document.body);
  document.querySelectorAll<HTMLInputElement>("[data-filter]").forEach(filter);
});

// The sticky action must not cover the field while the on-screen keyboard is up.
const view = window.visualViewport;
view?.addEventListener("resize", () => {
  document.documentElement.classList.toggle("typing", view.height < window.innerHeight * 0.75);
});

// Paper shows everything: tables under pictures lie in details.
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details").forEach((d) => (d.open = true));
});

document.querySelectorAll<HTMLElement>("[data-copy]").forEach((b) => (b.hidden = false));
focusSummary(document);
