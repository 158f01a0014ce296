import { drawCharts } from "./charts.js";
import { localise } from "./clocks.js";
import { follow } from "./live.js";
import { morphChildren } from "./morph.js";
import { parse } from "./trusted.js";

const main = document.getElementById("main");
const announcer = document.getElementById("announcer");
const csrf = document.querySelector('meta[name="csrf"]').content;
const refreshEvery = Number(main.dataset.refresh || 0) * 1000;
const title = document.title;
const MARK = { ok: "", info: "", warning: "▲ ", problem: "■ " };

function replace(target, body) {
  localise(body);
  morphChildren(target, body);
  drawCharts(target);
}

// Screen readers hear of problems that come and go, not of figures that change every second.
const troubles = () =>
  new Map([...document.querySelectorAll("[data-trouble]")].map((e) => [e.dataset.key, e.dataset.trouble]));

function announce(before, after) {
  const said = [];
  for (const [key, text] of after) if (!before.has(key)) said.push(text);
  for (const [key, text] of before) if (!after.has(key)) said.push(`Solved: ${text}`);
  if (said.length) announcer.textContent = said.join(" ");
}

let refreshing = false;
let refreshed = Date.now();

async function refresh() {
  refreshing = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.ok && !answer.redirected) {
      const fresh = parse(await answer.text()).getElementById("main");
      if (fresh) replace(main, fresh);
    }
  } catch {
    // the stream's own state tells that the connection is lost
  } finally {
    refreshing = false;
    refreshed = Date.now();
  }
}

function onUpdate(update) {
  document.title = (MARK[update.level] || "") + title;
  if (main.dataset.page === "overview") {
    const before = troubles();
    for (const [name, html] of Object.entries(update.sections)) {
      const section = main.querySelector(`[data-section="${name}"]`);
      if (section) replace(section, parse(html).body);
    }
    announce(before, troubles());
  } else if (refreshEvery && !refreshing && !document.hidden && Date.now() - refreshed > refreshEvery) {
    refresh();
  }
}

// Acknowledging keeps the reader's place: no new page is loaded.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-acknowledge]")) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  const id = new FormData(form).get("id");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "X-CSRF-Token": csrf },
      body: new URLSearchParams({ id }),
      redirect: "manual",
    });
    if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(String(answer.status));
    announcer.textContent = "Acknowledged.";
    document.getElementById("problems-h")?.scrollIntoView({ block: "nearest" });
  } catch (error) {
    announcer.textContent = `Acknowledging failed: ${error.message}`;
    button.textContent = "Failed; try again";
    button.disabled = false;
  }
});

// Arrow keys walk through lists of results; ← → on a result's page lead to its neighbours.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.matches("input, select, textarea")) return;
  const list = event.target.closest("[data-arrows]");
  if (list) {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(event.target);
    const perRow = links.filter((a) => a.offsetTop === links[0].offsetTop).length;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow, ArrowUp: -perRow }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? links.length - 1 : step && at + step;
    if (to !== undefined && links[to]) {
      event.preventDefault();
      links[to].focus();
    }
    return;
  }
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (rel && !event.target.closest(".scroll, .log")) main.querySelector(`.paging a[rel="${rel}"]`)?.click();
});

addEventListener("hashchange", openTarget);
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.tagName === "DETAILS") target.open = true;
}

localise(document);
drawCharts(main);
openTarget();
follow(onUpdate);
