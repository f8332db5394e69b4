/** Elements made one by one: text is always text, and nothing is ever parsed as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * Make an HTML element.
 * @param {string} tag
 * @param {Record<string, any>} [given] attributes; `class`, `text`, `onclick` and the like, booleans set or leave out
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, given = {}, ...children) {
  return dress(document.createElement(tag), given, children);
}

/**
 * Make an SVG element.
 * @param {string} tag
 * @param {Record<string, any>} [given]
 * @param {...(Child | Child[])} children
 * @returns {SVGElement}
 */
export function s(tag, given = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), given, children);
}

/**
 * Replace the children of a node, leaving it alone where nothing changed in number.
 * @param {Element} node
 * @param {...(Child | Child[])} children
 */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter(isShown).map(asNode));
}

/**
 * Set a node's text only where it differs, so that unchanged text costs no layout.
 * @param {Node} node
 * @param {string} text
 */
export function tell(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Set attributes only where they differ.
 * @param {Element} node
 * @param {Record<string, string | number>} given
 */
export function set(node, given) {
  for (const [name, value] of Object.entries(given)) {
    const told = String(value);
    if (node.getAttribute(name) !== told) node.setAttribute(name, told);
  }
}

function dress(node, given, children) {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  const shown = children.flat().filter(isShown);
  if (shown.length) node.append(...shown.map(asNode));
  return node;
}

const isShown = (child) => child !== null && child !== undefined && child !== false;
const asNode = (child) => (child instanceof Node ? child : String(child));
