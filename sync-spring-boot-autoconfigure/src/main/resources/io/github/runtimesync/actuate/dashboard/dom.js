/* Makes and changes elements. Text is always set as text, never parsed as markup. */

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(target, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    setAttribute(target, key, value);
  }
  target.append(...children.filter((child) => child !== null && child !== undefined));
  return target;
}

/* The setters leave what is right already: a table of 1 000 rows is shown anew every second. */

export function setText(target, text) {
  const string = String(text);
  if (target.textContent !== string) {
    target.textContent = string;
  }
}

export function setAttribute(target, key, value) {
  if (value === null || value === undefined || value === false) {
    if (target.hasAttribute(key)) {
      target.removeAttribute(key);
    }
  }
  else if (target.getAttribute(key) !== String(value === true ? "" : value)) {
    target.setAttribute(key, value === true ? "" : value);
  }
}

/* A name stands for itself: its direction does not change what surrounds it. */
export function nameOf(text) {
  return element("bdi", {}, text);
}

export function button(text, onClick, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", onClick);
  return made;
}
