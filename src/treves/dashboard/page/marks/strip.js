/** A probability on its line: dot, 80 % interval, and a ring where the base case stands. */

import { s, set } from "../element.js";

/**
 * @param {object} [given]
 * @param {boolean} [given.isSmall] without the scale's ticks
 * @param {number} [given.end] right end of the line, 0-1
 */
export function strip({ isSmall = false, end = 1 } = {}) {
  const height = isSmall ? 14 : 18;
  const y = height / 2;
  const at = (p) => `${((100 * Math.min(p, end)) / end).toFixed(2)}%`;
  const ticks = isSmall
    ? []
    : [0, 0.5, 1].map((share) =>
        s("line", { class: "ground", x1: `${100 * share}%`, x2: `${100 * share}%`, y1: y - 4, y2: y + 4 }),
      );
  const span = s("rect", { class: "span", y: y - 2, height: 4, x: 0, width: 0 });
  const link = s("line", { class: "ghost-link", y1: y, y2: y, visibility: "hidden" });
  const ghost = s("circle", { class: "ghost", cy: y, r: 5, visibility: "hidden" });
  const dot = s("circle", { class: "dot", cy: y, r: isSmall ? 4.5 : 5.5, visibility: "hidden" });
  const node = s(
    "svg",
    { class: "strip", width: "100%", height, "aria-hidden": "true" },
    s("line", { class: "ground", x1: "0%", x2: "100%", y1: y, y2: y }),
    ticks,
    span,
    link,
    ghost,
    dot,
  );
  return {
    node,
    /** @param {import("../numbers.js").Probability | null} value @param {number | null} [base] @param {boolean} [isOld] */
    update(value, base = null, isOld = false) {
      set(dot, { visibility: value ? "visible" : "hidden" });
      if (!value) return;
      set(dot, { cx: at(value.p) });
      const isKnown = value.low !== null && value.low !== undefined;
      const [low, high] = isKnown ? [value.low, value.high] : [value.p, value.p];
      set(span, {
        x: at(low),
        width: `${((100 * Math.max(0, Math.min(high, end) - Math.min(low, end))) / end).toFixed(2)}%`,
      });
      set(node, { class: `strip${isOld ? " is-old" : ""}${isKnown ? "" : " hollow"}` });
      const isMoved = base !== null && Math.abs(base - value.p) > 0.002;
      set(ghost, { visibility: isMoved ? "visible" : "hidden" });
      set(link, { visibility: isMoved ? "visible" : "hidden" });
      if (isMoved) {
        set(ghost, { cx: at(base) });
        set(link, { x1: at(base), x2: at(value.p) });
      }
    },
  };
}
