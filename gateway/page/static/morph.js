// Makes an element's content like another's with the fewest changes, so that focus, scrolling, selection, open
// details and loaded pictures stay. Children that carry data-key are matched by it, others by their order.

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.getAttribute("data-key") : null);
const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

export function morphChildren(old, fresh) {
  const keyed = new Map();
  for (const child of old.children) {
    const key = keyOf(child);
    if (key !== null) keyed.set(key, child);
  }
  let at = old.firstChild;
  for (let next = fresh.firstChild; next; ) {
    const wanted = next;
    next = next.nextSibling;
    const key = keyOf(wanted);
    let match = null;
    if (key !== null) match = keyed.get(key) ?? null;
    else if (at && alike(at, wanted)) match = at;
    if (match && alike(match, wanted)) {
      if (match === at) at = at.nextSibling;
      else old.insertBefore(match, at);
      if (key !== null) keyed.delete(key);
      morph(match, wanted);
    } else {
      old.insertBefore(document.importNode(wanted, true), at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function morph(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    // "open" is the reader's own doing; data-drawn belongs to the charts
    if (!fresh.hasAttribute(name) && name !== "open" && name !== "data-drawn") old.removeAttribute(name);
  }
  if (old.hasAttribute("data-chart") || old.hasAttribute("data-keep")) return;
  morphChildren(old, fresh);
}
