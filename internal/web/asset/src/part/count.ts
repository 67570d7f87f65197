/** What is left of the total, the sum under counted hands, and what it means: the server says both again when it is sent. */
function fill(pattern: string, values: Record<string, string>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

export function tell(box: HTMLElement): void {
  const count = (name: string): number => parseInt(box.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value ?? "", 10) || 0;
  const total = Number(box.dataset.total);
  const yes = count("for");
  const left = total - yes - count("against") - count("other");
  box.querySelectorAll("[data-rest]").forEach((out) => (out.textContent = String(left)));
  box.classList.toggle("over", left < 0);
  const words: Record<string, string> = { for: String(yes), against: String(count("against")), other: String(count("other")), rest: String(left), total: String(total),
    sum: String(total - left), share: String(Math.round((yes * 1000) / Math.max(total, 1)) / 10).replace(".", ",") };
  const sum = box.querySelector<HTMLElement>("[data-fits]");
  if (sum) {
    sum.querySelector("span")!.textContent = fill((left < 0 ? sum.dataset.over : sum.dataset.fits) ?? "", words);
    sum.classList.toggle("c-ok", left >= 0);
    sum.classList.toggle("c-bad", left < 0);
  }
  const end = document.querySelector<HTMLElement>("[data-needed]");
  if (!end) return;
  end.hidden = left < 0 || left === total;
  const passed = yes >= Number(end.dataset.needed);
  end.classList.toggle("ok", passed);
  end.classList.toggle("warn", !passed);
  end.querySelector("p")!.textContent = fill((passed ? end.dataset.passed : end.dataset.failed) ?? "", words);
}
