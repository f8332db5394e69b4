/** A difference on its line: nothing in the middle, less to the left, more to the right. */

import { s } from "../element.js";

const HEIGHT = 14;

/**
 * @param {{value: number, low: number, high: number}} told
 * @param {number} reach the largest size on the line
 */
export function signedStrip(told, reach) {
  const at = (value) => `${(50 + (50 * value) / reach).toFixed(2)}%`;
  const y = HEIGHT / 2;
  return s(
    "svg",
    { width: "100%", height: HEIGHT, "aria-hidden": "true" },
    s("line", { class: "ground", x1: "0%", x2: "100%", y1: y, y2: y }),
    s("line", { class: "tick", x1: "50%", x2: "50%", y1: 0, y2: HEIGHT }),
    s("rect", {
      class: "span",
      x: at(told.low),
      width: `${((50 * (told.high - told.low)) / reach).toFixed(2)}%`,
      y: y - 2,
      height: 4,
    }),
    s("circle", { class: "dot", cx: at(told.value), cy: y, r: 4.5 }),
  );
}
