/** Registers the service worker, whose address is the only script address the page's policy lets through. */
interface Policy {
  createScriptURL(s: string): string;
}
interface Types {
  createPolicy(name: string, rules: { createScriptURL(s: string): string }): Policy;
}

const rules = {
  createScriptURL(url: string): string {
    if (url !== "/sw.js") throw new TypeError("chibo: no other script is loaded here");
    return url;
  },
};

/** Resolves to true once the page opens without a network. */
export async function register(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  const types = (window as unknown as { trustedTypes?: Types }).trustedTypes;
  const policy = types?.createPolicy("app", rules) ?? rules;
  try {
    registered = navigator.serviceWorker.register(policy.createScriptURL("/sw.js"), { scope: "/hop" });
    await registered;
    return ready();
  } catch {
    return false;
  }
}

let registered: Promise<ServiceWorkerRegistration> | null = null;

/** Waits until a worker is active: then shell and files lie on this device. */
export async function ready(): Promise<boolean> {
  const r = await registered;
  if (!r) return false;
  if (r.active) return true;
  const w = r.installing ?? r.waiting;
  if (!w) return false;
  return new Promise((done) => {
    w.addEventListener("statechange", () => {
      if (w.state === "activated") done(true);
      if (w.state === "redundant") done(false);
    });
  });
}

/** Whether a newer version waits until this one is not used any more. */
export async function newer(): Promise<boolean> {
  const r = await registered;
  return !!r?.waiting && !!r.active;
}

/** Lets the newer version take over and loads the page anew; only when nothing waits to be sent. */
export async function renew(): Promise<void> {
  const r = await registered;
  if (!r?.waiting) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
  r.waiting.postMessage("now");
}
