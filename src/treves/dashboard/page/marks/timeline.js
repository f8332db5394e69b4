/** The days that are left: where one stands, the sessions, the deadline, and how the talks end at each. */

import { fill, h, s, set, tell } from "../element.js";
import { day, percent } from "../numbers.js";
import { asProbability } from "../reading.js";
import { ENDINGS } from "../study.js";
import { t } from "../words.js";

/**
 * @param {object} given
 * @param {string} given.deadline ISO day
 */
export function timeline({ deadline }) {
  const rail = s("svg", { width: "100%", height: 26, "aria-hidden": "true" });
  const stops = h("ol", { class: "stops" });
  return {
    node: h("div", { class: "timeline" }, rail, stops),
    /** @param {string} asOf @param {any[]} sessions as the talks tell them; the last is the reckoning */
    update(asOf, sessions) {
      const told = sessions;
      const isPlayed = Boolean(told.at(-1)?.fall);
      const count = told.length + (isPlayed ? 1 : 2);
      const x = (k) => `${((k + 0.02) / count) * 100}%`;
      fill(
        rail,
        s("line", { class: "rail", x1: x(0), x2: x(count - 1), y1: 13, y2: 13 }),
        s("circle", { class: "ghost", cx: x(0), cy: 13, r: 5 }),
        told.map((one, k) =>
          k === told.length - 1 && one.fall
            ? s("line", { class: "tick now", x1: x(k + 1), x2: x(k + 1), y1: 2, y2: 24 })
            : s("circle", { class: "dot", cx: x(k + 1), cy: 13, r: 6 }),
        ),
        isPlayed ? null : s("line", { class: "tick now", x1: x(count - 1), x2: x(count - 1), y1: 2, y2: 24 }),
      );
      fill(
        stops,
        stop(t("timeline.now"), day(asOf), []),
        told.map((one) =>
          stop(
            one.session,
            day(one.on),
            ENDINGS.filter((name) => one[name] && asProbability(one[name]).p >= 0.005).map(
              (name) => `${t(`ends.${name}`)} ${percent(asProbability(one[name]).p)}`,
            ),
          ),
        ),
        told.at(-1)?.fall ? null : stop(t("timeline.deadline"), day(deadline), []),
      );
      set(stops, { "aria-label": t("timeline.title") });
    },
  };
}

function stop(name, on, told) {
  const node = h(
    "li",
    {},
    h("b", { text: name }),
    h("span", { class: "soft", text: on }),
    told.map((text) => h("span", { text })),
  );
  tell(node.firstChild, name);
  return node;
}
