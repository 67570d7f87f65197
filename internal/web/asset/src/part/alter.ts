import { changed } from "./typing";

const named = (n: Node | null): string => (n instanceof Element || n?.nodeType === 1 ? (n as Element).id : "");

function alike(a: Node | null, b: Node): boolean {
  return a !== null && a.nodeType === b.nodeType && a.nodeName === b.nodeName && named(a) === named(b);
}

/** A form somebody fills in is left as it is, with the version of what he saw. */
function kept(e: Node): boolean {
  return e.nodeName === "FORM" && changed(e as Element);
}

/**
 * Makes a part of the page like the same part fetched anew, touching only what differs: what is open
 * stays open, what is in focus stays in focus, nothing jumps.
 */
export function alter(old: Element, now: Element): void {
  if (old.isEqualNode(now) || kept(old)) return;
  const field = old as HTMLInputElement;
  const clean = field.value !== undefined && field.value === field.defaultValue;
  for (const a of Array.from(old.attributes)) if (!now.hasAttribute(a.name) && a.name !== "open" && !a.name.startsWith("data-htmx")) old.removeAttribute(a.name);
  for (const a of Array.from(now.attributes)) if (a.name !== "open" && old.getAttribute(a.name) !== a.value) old.setAttribute(a.name, a.value);
  let at = old.firstChild;
  for (const next of Array.from(now.childNodes)) {
    if (!alike(at, next)) {
      const id = named(next);
      const there = id ? Array.from(old.children).find((c) => c.id === id && c.nodeName === next.nodeName) : undefined;
      at = old.insertBefore(there ?? document.importNode(next, true), at);
      if (!there) {
        at = at.nextSibling;
        continue;
      }
    }
    if (at?.nodeType === 1) alter(at as Element, next as Element);
    else if (at && at.nodeValue !== next.nodeValue) at.nodeValue = next.nodeValue;
    at = at?.nextSibling ?? null;
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    if (!holds(gone)) old.removeChild(gone);
  }
  if (clean && field.value !== field.defaultValue) field.value = field.defaultValue;
}

/** Whether a node to be taken out holds a form that somebody fills in: it stays, with his words. */
function holds(n: Node): boolean {
  return n.nodeType === 1 && (kept(n) || Array.from((n as Element).querySelectorAll("form")).some(kept));
}
