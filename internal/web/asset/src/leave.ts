/**
 * The script of shared devices alone, so that nobody else's first visit carries it.
 * A device others use too leaves by itself when nobody touches it: two minutes before, it says so.
 * Touching and typing count as use, and the server is told, so that no form is cut short under the
 * hand. Without script the server alone ends the session.
 */
const warn = 2 * 60000;
const tell = 20000;

function leaveByItself(): void {
  const box = document.getElementById("leaves");
  const out = document.getElementById("leave") as HTMLFormElement | null;
  if (!box || !out) return;
  const idle = Number(box.dataset.idle) * 60000;
  let touched = Date.now();
  let told = touched;
  const touch = (): void => {
    touched = Date.now();
    box.hidden = true;
    if (touched - told < tell) return;
    told = touched;
    void fetch(box.dataset.tell ?? "", { method: "HEAD" }).then((answer) => {
      if (answer.redirected) location.assign(answer.url);
    });
  };
  for (const kind of ["pointerdown", "keydown", "input"]) document.addEventListener(kind, touch, true);
  setInterval(() => {
    const rest = touched + idle - Date.now();
    box.hidden = rest > warn;
    if (rest <= 0) out.submit();
  }, 2000);
}

leaveByItself();
