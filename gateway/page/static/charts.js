// Draws the elements that carry data-chart as SVG. Colours come from the style sheet; the words that say the same are
// on the element itself (aria-label), so the drawing is decoration for a screen reader.
import { clockText, shortClock } from "./clocks.js";

const NS = "http://www.w3.org/2000/svg";
const FONT = 11;
const MOST_FLAGS = 8;

function add(parent, name, attributes, text) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

const round = (v) => Math.round(v * 10) / 10;

export function figureText(v, unit = "") {
  if (v === null || v === undefined) return "–";
  const size = Math.abs(v);
  const text = size >= 100 ? v.toFixed(0) : size >= 10 ? v.toFixed(1) : size >= 0.1 || size === 0 ? v.toFixed(2) : v.toPrecision(2);
  return unit ? `${text}\u00a0${unit}` : text;
}

function niceCeiling(v) {
  if (v <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(v));
  return [1, 2, 2.5, 5, 10].map((m) => m * power).find((m) => m >= v * 0.999);
}

function line(values, x, y) {
  let path = "";
  let pen = false;
  values.forEach((v, i) => {
    if (v === null) pen = false;
    else {
      path += `${pen ? "L" : "M"}${round(x(i))} ${round(y(v))}`;
      pen = true;
    }
  });
  return path;
}

function strip(svg, data, w, h) {
  const right = 46;
  const top = 6;
  const base = h - 15;
  const bottom = base - 5;
  const large = h > 120;
  const known = data.values.filter((v) => v !== null);
  if (!known.length) return null;
  let low = Math.min(...known);
  let high = Math.max(...known);
  const span = high - low || Math.abs(high) * 0.02 || 1;
  for (const limit of [data.low, data.high]) {
    // a limit is drawn where it is near; a far one would flatten the line
    if (limit !== null && limit > low - span * 2 && limit < high + span * 2) {
      low = Math.min(low, limit);
      high = Math.max(high, limit);
    }
  }
  const pad = (high - low || span) * 0.08;
  const y = (v) => bottom - ((v - low + pad) / (high - low + 2 * pad)) * (bottom - top);
  const n = data.values.length;
  const x = (i) => (i / Math.max(1, n - 1)) * (w - right);
  const at = (t) => Math.min(w - right, Math.max(0, x((t - data.start) / data.step)));
  let labelled = -1; // up to where the labels of marks reach
  for (const [start, end, level, title] of data.marks) {
    const x0 = at(start);
    const x1 = end === null ? w - right : at(end);
    const mark = add(svg, "g", { class: `mark tone-${level}` });
    add(mark, "rect", { x: round(x0), y: 0, width: round(Math.max(2, x1 - x0)), height: base });
    add(mark, "title", {}, title);
    if (data.marks.length > MOST_FLAGS) continue; // the shading alone says more
    add(mark, "path", { d: `M${round(x0)} 0V${base}` });
    add(mark, "path", { class: "flag", d: `M${round(x0)} 0h8l-8 8z` });
    const width = title.length * 6.2;
    const left = x0 + 11 + width > w - right ? x0 - 4 - width : x0 + 11;
    if (large && left > labelled) {
      add(mark, "text", { x: round(left), y: 11 }, title);
      labelled = Math.max(x0, left + width) + 6;
    }
  }
  for (const limit of [data.low, data.high]) {
    if (limit !== null && limit >= low && limit <= high) add(svg, "path", { class: "limit", d: `M0 ${round(y(limit))}H${w - right}` });
  }
  add(svg, "path", { class: "line", d: line(data.values, x, y) });
  add(svg, "path", { class: "axis", d: `M0 ${base + 0.5}H${w - right}` });
  for (const share of large && w > 460 ? [0, 0.2, 0.4, 0.6, 0.8, 1] : [0, 0.5, 1]) {
    const seconds = (1 - share) * (n - 1) * data.step;
    const label = share === 1 ? "now" : `−${+(seconds / 60).toFixed(1)} min`;
    const tick = share * (w - right);
    add(svg, "path", { class: "axis", d: `M${round(tick)} ${base}v3` });
    add(svg, "text", { x: round(tick), y: h - 2, "text-anchor": share === 0 ? "start" : share === 1 ? "end" : "middle" }, label);
  }
  const shown = [Math.max(...known), Math.min(...known)];
  const yHigh = Math.max(FONT, y(shown[0]) + 4);
  add(svg, "text", { x: w, y: round(yHigh), "text-anchor": "end" }, figureText(shown[0]));
  if (shown[0] !== shown[1]) {
    add(svg, "text", { x: w, y: round(Math.min(base, Math.max(y(shown[1]) + 4, yHigh + FONT + 1))), "text-anchor": "end" }, figureText(shown[1]));
  }
  return { n, x, y, text: (i) => [clockText(data.start + i * data.step), figureText(data.values[i], data.unit)], value: (i) => data.values[i] };
}

function day(svg, data, w, h) {
  const base = h - 15;
  const n = data.ok.length;
  const most = Math.max(1, ...data.ok.map((v, i) => v + data.bad[i]));
  const step = w / n;
  data.ok.forEach((ok, i) => {
    const bad = data.bad[i];
    const x = round(i * step);
    const width = round(Math.max(1, step - 1));
    if (!ok && !bad) add(svg, "rect", { class: "empty", x, y: base - 1, width, height: 1 });
    const tall = ((ok + bad) / most) * (base - 2);
    const badTall = bad ? Math.max(3, (bad / most) * (base - 2)) : 0;
    if (ok) add(svg, "rect", { class: "good", x, y: round(base - Math.max(2, tall)), width, height: round(Math.max(2, tall)) });
    if (bad) add(svg, "rect", { class: "bad", x, y: round(base - badTall), width, height: round(badTall) });
  });
  for (const [hours, anchor] of [[0, "start"], [6, "middle"], [12, "middle"], [18, "middle"], [24, "end"]]) {
    const label = hours === 24 ? "now" : shortClock(data.start + hours * 3600);
    add(svg, "text", { x: round((hours / 24) * w), y: h - 2, "text-anchor": anchor }, label);
  }
  return {
    n,
    x: (i) => (i + 0.5) * step,
    text: (i) => [`${shortClock(data.start + i * data.step)}–${shortClock(data.start + (i + 1) * data.step)}`, `${data.ok[i]} ok, ${data.bad[i]} not ok`],
  };
}

function milliseconds(v) {
  return v >= 1000 ? `${+(v / 1000).toPrecision(3)}\u00a0s` : `${+v.toPrecision(3)}\u00a0ms`;
}

function histogram(svg, data, w, h) {
  const top = 30;
  const base = h - 18;
  const n = data.counts.length;
  const most = Math.max(1, ...data.counts);
  const step = w / n;
  // counts are drawn by their square root: the rare slow results are what one looks for
  const tall = (c) => (c ? Math.max(2, Math.sqrt(c / most) * (base - top)) : 0);
  data.counts.forEach((c, i) => {
    if (c) add(svg, "rect", { class: "part", x: round(i * step + 1), y: round(base - tall(c)), width: round(Math.max(1, step - 2)), height: round(tall(c)) });
  });
  add(svg, "path", { class: "axis", d: `M0 ${base + 0.5}H${w}` });
  const every = Math.ceil(n / Math.max(2, Math.floor(w / 62)));
  data.bounds.forEach((b, i) => {
    if (i % every === every - 1) add(svg, "text", { x: round((i + 1) * step), y: h - 4, "text-anchor": "middle" }, milliseconds(b));
  });
  const place = (v) => {
    let i = data.bounds.findIndex((b) => v <= b);
    if (i < 0) i = n - 1;
    const from = i ? data.bounds[i - 1] : 0;
    const to = data.bounds[i] ?? from * 2;
    return (i + (v - from) / (to - from || 1)) * step;
  };
  const free = [-1e9, -1e9];
  for (const [name, v] of data.marks) {
    const x = Math.min(w - 1, place(v));
    const row = x - free[0] > 34 ? 0 : 1;
    add(svg, "path", { class: "percentile", d: `M${round(x)} ${row ? 26 : 14}V${base}` });
    add(svg, "text", { class: "strong", x: round(Math.min(w - 12, Math.max(12, x))), y: row ? 23 : 11, "text-anchor": "middle" }, name);
    free[row] = x;
  }
  const edge = (i) => (i < data.bounds.length ? milliseconds(data.bounds[i]) : `over ${milliseconds(data.bounds[n - 2])}`);
  return {
    n,
    x: (i) => (i + 0.5) * step,
    text: (i) => [i < data.bounds.length ? `${i ? milliseconds(data.bounds[i - 1]) : "0"}–${edge(i)}` : edge(i), `${data.counts[i]} results`],
  };
}

function lines(svg, data, w, h) {
  const left = 34;
  const top = 20;
  const base = h - 18;
  const first = data.lines[0];
  const n = Math.max(...data.lines.map((l) => l.values.length));
  const most = niceCeiling(Math.max(0, ...data.lines.flatMap((l) => l.values.filter((v) => v !== null))));
  const y = (v) => base - (v / most) * (base - top);
  const x = (i) => left + (i / Math.max(1, n - 1)) * (w - left - 1);
  for (const share of [0, 0.5, 1]) {
    add(svg, "path", { class: "axis", d: `M${left} ${Math.round(y(share * most)) + 0.5}H${w}` });
    add(svg, "text", { x: left - 5, y: round(y(share * most) + 4), "text-anchor": "end" }, String(+(share * most).toPrecision(3)));
  }
  for (const share of [0, 0.5, 1]) {
    const label = share === 1 ? "now" : shortClock(first.start + share * (n - 1) * first.step);
    add(svg, "text", { x: round(x(share * (n - 1))), y: h - 3, "text-anchor": share === 0 ? "start" : share === 1 ? "end" : "middle" }, label);
  }
  let legend = left;
  data.lines.forEach((l, i) => {
    add(svg, "path", { class: `line line-${i}`, d: line(l.values, x, y) });
    add(svg, "path", { class: `line line-${i}`, d: `M${legend} 7h14` });
    add(svg, "text", { x: legend + 19, y: 11 }, l.name);
    legend += 34 + l.name.length * 6.2;
  });
  return {
    n,
    x,
    text: (i) => [clockText(first.start + i * first.step), data.lines.map((l) => `${l.name} ${figureText(l.values[i], data.unit)}`).join(", ")],
  };
}

const KINDS = { strip, day, histogram, lines };
const shown = new WeakMap();

// A pointer over a chart reads its values.
function follow(figure) {
  figure.addEventListener("pointermove", (event) => {
    const state = shown.get(figure);
    if (!state) return;
    state.pointer = event.clientX - figure.getBoundingClientRect().left;
    hover(figure, state);
  });
  figure.addEventListener("pointerleave", () => {
    const state = shown.get(figure);
    if (!state) return;
    state.pointer = null;
    figure.querySelector(".cursor")?.remove();
  });
}

function hover(figure, { svg, view, w, h, pointer }) {
  figure.querySelector(".cursor")?.remove();
  if (pointer === null || !view) return;
  let best = 0;
  for (let i = 1; i < view.n; i++) if (Math.abs(view.x(i) - pointer) < Math.abs(view.x(best) - pointer)) best = i;
  const x = view.x(best);
  const cursor = add(svg, "g", { class: "cursor" });
  add(cursor, "path", { d: `M${round(x)} 0V${h}` });
  if (view.value && view.value(best) !== null) add(cursor, "circle", { cx: round(x), cy: round(view.y(view.value(best))), r: 3 });
  const text = view.text(best).join("  ");
  const width = text.length * 6.1 + 12;
  const left = Math.min(Math.max(0, x + 8), Math.max(0, w - width));
  const box = left < x - width ? left : x + 8 + width > w ? Math.max(0, x - 8 - width) : left;
  add(cursor, "rect", { x: round(box), y: 0, width: round(width), height: 17, rx: 3 });
  add(cursor, "text", { x: round(box + 6), y: 12.5 }, text);
}

function draw(figure) {
  const text = figure.getAttribute("data-chart");
  const w = figure.clientWidth;
  const h = figure.clientHeight;
  const mark = `${w}x${h} ${text.length} ${text}`;
  const state = shown.get(figure);
  if (!w || !h || state?.mark === mark) return;
  const data = JSON.parse(text);
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", `0 0 ${w} ${h}`);
  svg.setAttribute("aria-hidden", "true");
  const view = KINDS[data.kind](svg, data, w, h);
  const next = { mark, svg, view, w, h, pointer: state ? state.pointer : null };
  figure.replaceChildren(svg);
  if (!state) {
    follow(figure);
    sizes.observe(figure);
  }
  shown.set(figure, next);
  if (next.pointer !== null) hover(figure, next);
}

const sizes = new ResizeObserver((entries) => entries.forEach((entry) => entry.target.isConnected && draw(entry.target)));

export function drawCharts(root) {
  root.querySelectorAll("[data-chart]").forEach(draw);
}
