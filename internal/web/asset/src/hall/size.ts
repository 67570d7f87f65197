/** Size of type and contrast on this device, as the server's pages know them; kept beside the data, not personal. */
import { useState } from "preact/hooks";

export const sizes = ["vua", "lon", "rat-lon"];
const place = "chibo-co-chu";

/** Sets the page to a size and contrast; a size chosen here wins over the one that came along. */
export function dress(size: string, contrast: string): void {
  const root = document.documentElement;
  const now = localStorage.getItem(place) ?? size;
  if (now && now !== "vua") root.dataset.size = now;
  else delete root.dataset.size;
  if (contrast) root.dataset.contrast = contrast;
}

export function useSize(): [string, (s: string) => void] {
  const [now, setNow] = useState(document.documentElement.dataset.size ?? "vua");
  return [
    now,
    (s) => {
      localStorage.setItem(place, s);
      dress(s, document.documentElement.dataset.contrast ?? "");
      setNow(s);
    },
  ];
}
