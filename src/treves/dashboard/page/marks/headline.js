/** A large number that opens, its word, its strip and a plain sentence about its interval. */

import { h, tell } from "../element.js";
import { interval, percent, points } from "../numbers.js";
import { opener } from "../sheet.js";
import { term } from "../term.js";
import { t } from "../words.js";
import { strip } from "./strip.js";

/**
 * @param {import("../study.js").Study} study
 * @param {string} name of its words, `term.NAME`, `means.NAME` and `plain.NAME`
 * @param {import("../evidence.js").About} about
 * @param {boolean} [isSmall]
 */
export function headline(study, name, about, isSmall = false) {
  let shown = null;
  const number = opener(study, () => [about, t(`term.${name}`), shown ? sentence(name, shown) : t("state.looking")]);
  const change = h("span", { class: "change" });
  const line = h("p", { class: "headline-interval soft" });
  const mark = strip({ isSmall });
  tell(number, "…");
  const node = h(
    "div",
    { class: `headline${isSmall ? " is-small" : ""}`, "data-headline": name },
    h("p", { class: "big" }, number),
    h("p", { class: "headline-word" }, term(name), " ", change),
    h(
      "div",
      { class: "axis" },
      mark.node,
      isSmall
        ? null
        : h(
            "div",
            { class: "ticks", "aria-hidden": "true" },
            h("span", { text: "0" }),
            h("span", { text: "50" }),
            h("span", { text: "100\u2009%" }),
          ),
    ),
    line,
  );
  return {
    node,
    /** @param {import("../reading.js").Ending | null} told @param {string} [missing] */
    update(told, missing = "") {
      shown = told?.value ?? null;
      tell(number, told ? percent(told.value.p) : missing ? "–" : "…");
      number.setAttribute(
        "aria-label",
        `${t(`term.${name}`)}: ${told ? percent(told.value.p) : "…"}, ${t("sheet.open")}`,
      );
      tell(change, told && told.base !== null ? t("points", { change: points(told.value.p - told.base) }) : "");
      tell(line, told ? below(told) : missing || t("state.looking"));
      mark.update(shown, told?.base ?? null, told?.isOld ?? false);
    },
  };
}

function below(told) {
  if (told.played) return t("state.played", { done: told.played[0], all: told.played[1] });
  if (told.value.low === null || told.value.low === undefined) return t("interval.follows");
  return t("interval.is", { interval: interval(told.value) });
}

const sentence = (name, value) =>
  `${percent(value.p)}: ${t(`plain.${name}`)}. ${value.low === null || value.low === undefined ? "" : t("interval.is", { interval: interval(value) })}`;
