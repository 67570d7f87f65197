/** How long something has lasted, brought up to date once a minute: no clock that ticks. */
let loaded = performance.now();

function say(el: HTMLElement): void {
  const n = Number(el.dataset.minutes) + Math.floor((performance.now() - loaded) / 60000);
  const plan = Number(el.dataset.plan ?? "0");
  const over = plan > 0 && n > plan;
  el.textContent = ((over ? el.dataset.over : el.dataset.under) ?? "").replace("{n}", String(over ? n - plan : n));
}

export function keepMinutes(): void {
  document.addEventListener("chibo:taken", () => {
    loaded = performance.now(); // the page has been counted anew
  });
  setInterval(() => document.querySelectorAll<HTMLElement>("[data-minutes]").forEach(say), 60000);
}
