// One stream of updates for all tabs of this browser (HTTP/1.1 allows six connections a host). It keeps the latest
// state of every section, so that a new tab starts whole.
"use strict";
const ports = new Set();
const sections = new Map();
let latest = null;
let source = null;

const post = (message) => ports.forEach((port) => port.postMessage(message));

function open() {
  source = new EventSource("/events");
  source.addEventListener("update", (event) => {
    const update = JSON.parse(event.data);
    for (const [name, html] of Object.entries(update.sections)) sections.set(name, html);
    latest = { ...update, sections: null };
    post({ kind: "update", update });
  });
  source.addEventListener("trouble", (event) => post({ kind: "trouble", text: JSON.parse(event.data).text }));
  source.addEventListener("signed-out", () => {
    source.close();
    post({ kind: "signed-out" });
    source = null;
  });
  source.onerror = () => {
    post({ kind: "lost" });
    if (source && source.readyState === EventSource.CLOSED) {
      source = null;
      setTimeout(() => ports.size && !source && open(), 3000);
    }
  };
}

self.onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = (message) => {
    if (message.data === "bye") ports.delete(port);
    if (!ports.size && source) {
      source.close();
      source = null;
      sections.clear();
      latest = null;
    }
  };
  if (!source) open();
  else if (latest) {
    port.postMessage({ kind: "update", update: { ...latest, sections: Object.fromEntries(sections) } });
  }
};
