/**
 * What is being typed stays in this tab until it is sent: another button, a look at the agenda or a
 * reload loses nothing. It lies in sessionStorage, so it goes with the tab, and is dropped as soon as
 * its form is sent. A text somebody else changed meanwhile is never written over: what is kept
 * belongs to the words it was typed over.
 */
type Words = HTMLTextAreaElement | HTMLInputElement;

interface Kept {
  over: string;
  words: string;
}

const words = "main form[method=post] textarea, main form[method=post] input[type=text]";
const place = (field: Words) => `typed ${location.pathname} ${field.name}`;

function keep(field: Words): void {
  if (field.value === field.defaultValue) sessionStorage.removeItem(place(field));
  else sessionStorage.setItem(place(field), JSON.stringify({ over: field.defaultValue, words: field.value } satisfies Kept));
}

function give(field: Words): void {
  const text = sessionStorage.getItem(place(field));
  if (!text || field.value !== field.defaultValue) return;
  const kept = JSON.parse(text) as Kept;
  if (kept.over === field.defaultValue) field.value = kept.words;
  else sessionStorage.removeItem(place(field));
}

export function keepTyped(): void {
  document.querySelectorAll<Words>(words).forEach(give);
  document.addEventListener("input", (e) => {
    const field = e.target as Words;
    if (field.matches(words)) keep(field);
  });
  document.addEventListener("submit", (e) => {
    (e.target as HTMLFormElement).querySelectorAll<Words>("textarea, input[type=text]").forEach((field) => sessionStorage.removeItem(place(field)));
  });
}
