/** A picture as one SVG file: its marks as they are drawn, its words where they stand, with their colours written out. */

import { s, set } from "./element.js";

const DRAWN = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "paint-order",
  "font-size",
  "font-weight",
  "font-family",
  "text-anchor",
];

/** @param {Element} node @returns {string} */
export function pictureOf(node) {
  const frame = node.getBoundingClientRect();
  const margin = 12;
  const picture = s(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: frame.width + 2 * margin,
      height: frame.height + 2 * margin,
      viewBox: `${-margin} ${-margin} ${frame.width + 2 * margin} ${frame.height + 2 * margin}`,
    },
    s("rect", {
      x: -margin,
      y: -margin,
      width: "100%",
      height: "100%",
      fill: getComputedStyle(document.body).backgroundColor,
    }),
  );
  for (const svg of node.querySelectorAll("svg"))
    if (!svg.parentElement.closest("svg")) picture.append(copyOf(svg, frame));
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) picture.append(...linesOf(/** @type {Text} */ (walker.currentNode), frame));
  return new XMLSerializer().serializeToString(picture);
}

function copyOf(svg, frame) {
  const at = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true);
  const [olds, news] = [
    [svg, ...svg.querySelectorAll("*")],
    [copy, ...copy.querySelectorAll("*")],
  ];
  olds.forEach((old, k) => {
    const style = getComputedStyle(old);
    for (const name of DRAWN) news[k].setAttribute(name, style.getPropertyValue(name));
    news[k].removeAttribute("class");
    news[k].removeAttribute("style");
  });
  set(copy, {
    x: at.left - frame.left,
    y: at.top - frame.top,
    width: at.width,
    height: at.height,
    overflow: "visible",
  });
  return copy;
}

function linesOf(text, frame) {
  const holder = text.parentElement;
  if (!text.data.trim() || holder.closest("svg") || holder.closest(".unseen") || !holder.checkVisibility()) return [];
  const style = getComputedStyle(holder);
  const lines = [];
  for (const word of text.data.matchAll(/\S+\s*/g)) {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].trimEnd().length);
    const at = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.top - at.top) < 2) last.words += word[0];
    else lines.push({ top: at.top, left: at.left, bottom: at.bottom, words: word[0] });
  }
  return lines.map((line) => {
    const size = Number.parseFloat(style.fontSize);
    const made = s("text", {
      x: line.left - frame.left,
      y: (line.top + line.bottom) / 2 - frame.top + size * 0.35,
      fill: style.color,
      "font-size": style.fontSize,
      "font-weight": style.fontWeight,
      "font-family": style.fontFamily,
    });
    made.textContent = line.words.trimEnd();
    return made;
  });
}
