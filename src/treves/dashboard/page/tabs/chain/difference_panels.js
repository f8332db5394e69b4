/** What each package changes, measure by measure: package less baseline, around a line at nothing. */

import { h } from "../../element.js";
import { signedStrip } from "../../marks/signed_strip.js";
import { plain, signed } from "../../numbers.js";
import { explained } from "../../term.js";
import { t } from "../../words.js";

export const letterOf = (k) => String.fromCharCode(65 + k);

/** @param {any} told consequences @returns {Node[]} */
export function differencePanels(told) {
  const find = (one, measure) => one.differences.find((difference) => difference.measure === measure.name);
  const panels = told.measures.map((measure) => {
    const all = told.packages.map((one) => find(one, measure)).filter(Boolean);
    const reach = Math.max(1e-9, ...all.flatMap((one) => [Math.abs(one.low), Math.abs(one.high)]));
    return h(
      "div",
      { class: "panel" },
      h("h4", {}, explained(measure.words, `${measure.over}, ${measure.unit}`)),
      h(
        "ul",
        { class: "lettered" },
        told.packages.map((one, k) => {
          const found = find(one, measure);
          return found
            ? h(
                "li",
                {},
                h("b", { text: letterOf(k) }),
                h("div", { class: "axis" }, signedStrip(found, reach)),
                h(
                  "span",
                  { class: "num" },
                  signed(found.value, 0),
                  h("span", { class: "soft", text: ` (${plain(found.low, 0)} ${t("to")} ${plain(found.high, 0)})` }),
                ),
              )
            : null;
        }),
      ),
    );
  });
  return [
    h(
      "ol",
      { class: "letters" },
      told.packages.map((one, k) =>
        h(
          "li",
          {},
          h("b", { text: letterOf(k) }),
          `${one.words}.`,
          one.without_instrument.length
            ? [
                " ",
                explained(
                  t("chain.some_without", { count: one.without_instrument.length }),
                  t("chain.without", { options: one.without_instrument.join("; ") }),
                ),
              ]
            : null,
        ),
      ),
    ),
    h("div", { class: "panels wide" }, panels),
  ];
}
