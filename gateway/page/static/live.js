// Takes updates from the shared stream (or from one of our own where there are no shared workers) and says how fresh
// the page is.
import { scriptUrl } from "./trusted.js";
import { clockText } from "./clocks.js";

const LATE_MS = 6000;

export function follow(onUpdate) {
  const badge = document.getElementById("live");
  const stale = document.getElementById("stale");
  if (!badge) return;
  let last = Date.now();
  let at = null;
  let trouble = "";

  const say = (state, text) => {
    badge.dataset.state = state;
    badge.lastElementChild.textContent = text;
    const warning = state === "live" ? "" : trouble || `This page is not being updated${at ? `; it shows ${clockText(at)}` : ""}. Trying again.`;
    if (stale.textContent !== warning) stale.textContent = warning;
    document.body.classList.toggle("is-stale", state !== "live");
  };
  const take = (message) => {
    if (message.kind === "update") {
      last = Date.now();
      at = message.update.at;
      trouble = "";
      say("live", "Live");
      onUpdate(message.update);
    } else if (message.kind === "trouble") {
      last = Date.now();
      trouble = message.text;
      say("lost", "No data");
    } else if (message.kind === "signed-out") {
      location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
    } else if (message.kind === "lost") {
      say("lost", "Reconnecting");
    }
  };

  badge.hidden = false;
  badge.dataset.state = "live";
  setInterval(() => {
    if (Date.now() - last > LATE_MS) say("lost", "Reconnecting");
  }, 1000);

  if (globalThis.SharedWorker) {
    try {
      const connect = () => {
        const worker = new SharedWorker(scriptUrl(new URL("events-worker.js", import.meta.url).pathname), "ciro-events");
        worker.port.onmessage = (event) => take(event.data);
        worker.onerror = () => direct(take);
        addEventListener("pagehide", () => worker.port.postMessage("bye"), { once: true });
      };
      connect();
      addEventListener("pageshow", (event) => event.persisted && connect());
      return;
    } catch {
      // fall through to a stream of our own
    }
  }
  direct(take);
}

function direct(take) {
  const source = new EventSource("/events");
  source.addEventListener("update", (event) => take({ kind: "update", update: JSON.parse(event.data) }));
  source.addEventListener("trouble", (event) => take({ kind: "trouble", text: JSON.parse(event.data).text }));
  source.addEventListener("signed-out", () => {
    source.close();
    take({ kind: "signed-out" });
  });
  source.onerror = () => {
    take({ kind: "lost" });
    if (source.readyState === EventSource.CLOSED) setTimeout(() => direct(take), 3000);
  };
}
