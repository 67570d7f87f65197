// The script of the pages used while people talk: how long it has lasted, the sum of counted hands.
// It stands beside app.js, so that a first visit does not carry it.
import { tell } from "./part/count";
import { keepTyped } from "./part/keep";
import { keepMinutes } from "./part/minutes";

document.addEventListener("input", (e) => {
  const box = (e.target as Element).closest<HTMLElement>("[data-total]");
  if (box) tell(box);
});

// Enter in a filter looks for a name; it must not send the form it stands in.
document.addEventListener("keydown", (e) => {
  if (e.key === "Enter" && (e.target as HTMLElement).dataset?.filter && !(e.target as HTMLInputElement).name) e.preventDefault();
});

document.querySelectorAll<HTMLElement>("[data-total]").forEach(tell);
keepMinutes();
keepTyped();
