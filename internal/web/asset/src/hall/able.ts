/** Whether this browser can keep a meeting and open it without a network; "" when it can. */
export function unable(): "" | "insecure" | "inapp" | "old" {
  if (/\b(Zalo|FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger)/i.test(navigator.userAgent)) return "inapp";
  if (!window.isSecureContext || !window.crypto?.subtle) return "insecure";
  if (!("serviceWorker" in navigator) || !("indexedDB" in window)) return "old";
  return "";
}
