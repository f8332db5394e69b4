/** One party on one issue, 0 to 100: ideal with its interval, options as ticks, reach, and where the base case stands. */

import { fill, s, set } from "../element.js";

const MIDDLE = 20;

/** @param {any} issue facts of the issue */
export function cell(issue) {
  const ticks = s("g", {});
  const crosses = s("g", {});
  const reachLine = s("line", { class: "reach", y1: 31, y2: 31, visibility: "hidden" });
  const span = s("rect", { class: "span", y: MIDDLE - 2, height: 4 });
  const link = s("line", { class: "ghost-link", y1: MIDDLE, y2: MIDDLE, visibility: "hidden" });
  const ghost = s("circle", { class: "ghost", cy: MIDDLE, r: 5, visibility: "hidden" });
  const dot = s("circle", { class: "dot", cy: MIDDLE, r: 5.5 });
  const node = s(
    "svg",
    { width: "100%", height: 38, "aria-hidden": "true" },
    s("line", { class: "ground", x1: "0%", x2: "100%", y1: MIDDLE, y2: MIDDLE }),
    ticks,
    reachLine,
    span,
    link,
    ghost,
    dot,
    crosses,
  );
  const x = (place) => `${Math.max(0, Math.min(100, place)).toFixed(2)}%`;
  let drawnFor = "";
  return {
    node,
    /**
     * @param {any} position @param {number} base ideal in the base case
     * @param {{place: number, isOffered: boolean, isStatusQuo: boolean, name: string}[]} options
     */
    update(position, base, options) {
      const told = JSON.stringify([options, position.acceptable]);
      if (told !== drawnFor) {
        drawnFor = told;
        fill(
          ticks,
          options.map((one) =>
            s("line", {
              class: `tick${one.isStatusQuo ? " now" : ""}${one.isOffered ? "" : " out"}`,
              x1: x(one.place),
              x2: x(one.place),
              y1: one.isStatusQuo ? 6 : 12,
              y2: one.isStatusQuo ? 34 : 28,
            }),
          ),
        );
        fill(
          crosses,
          options
            .filter((one) => one.isOffered && position.acceptable[one.name] < 0.5)
            .map((one) => {
              const mark = s("text", { class: "cross", x: x(one.place), y: MIDDLE + 4.5 });
              mark.textContent = "×";
              return mark;
            }),
        );
      }
      const { ideal } = position;
      set(node, { class: position.is_prior_only ? "prior" : "" });
      set(dot, { cx: x(ideal.value) });
      set(span, { x: x(ideal.low), width: x(ideal.high - ideal.low) });
      const isMoved = Math.abs(base - ideal.value) > 0.5;
      set(ghost, { visibility: isMoved ? "visible" : "hidden", cx: x(base) });
      set(link, { visibility: isMoved ? "visible" : "hidden", x1: x(base), x2: x(ideal.value) });
      const holds = position.red_line.p >= 0.25;
      set(reachLine, {
        visibility: holds ? "visible" : "hidden",
        class: `reach${position.red_line.p < 0.75 ? " maybe" : ""}`,
        x1: x(ideal.value - position.reach.value),
        x2: x(ideal.value + position.reach.value),
      });
    },
  };
}
