type Field = HTMLInputElement | HTMLTextAreaElement;

const written = "textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=submit]):not([type=button])";

/** Whether a form or a field holds what its reader has put in and not sent. */
export function changed(part: ParentNode): boolean {
  for (const f of part.querySelectorAll<Field>(written)) if (f.value !== f.defaultValue) return true;
  for (const f of part.querySelectorAll<HTMLInputElement>("input[type=radio], input[type=checkbox]")) if (f.checked !== f.defaultChecked) return true;
  for (const s of part.querySelectorAll("select")) {
    const given = Array.from(s.options).filter((o) => o.defaultSelected);
    if (given.length ? !given[given.length - 1].selected : s.selectedIndex > 0) return true;
  }
  return false;
}

/** Whether somebody is at it: the cursor stands in a field, something is filled in, a form is on its way. */
export function typing(): boolean {
  const main = document.querySelector("main");
  if (!main) return false;
  return document.activeElement?.matches("textarea, select, input:not([type=radio]):not([type=checkbox])") === true || document.querySelector("form[data-sent]") !== null || changed(main);
}
