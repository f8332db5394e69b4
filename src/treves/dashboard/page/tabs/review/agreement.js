/** How well two coders agree, with its interval. */

import { fill, h } from "../../element.js";
import { plain } from "../../numbers.js";
import { term } from "../../term.js";
import { t } from "../../words.js";

/** @param {import("../../study.js").Study} study */
export function agreementNote(study) {
  const node = h("div", { class: "agreement small" });
  return {
    node,
    /** @param {string[]} coders */
    async update(coders) {
      if ((coders ?? []).length < 2) {
        fill(node, h("h3", { text: t("agreement.title") }), h("p", { class: "soft", text: t("agreement.one") }));
        return;
      }
      try {
        const told = await study.server.get("/api/review/agreement");
        fill(node, h("h3", { text: t("agreement.title") }), linesOf(told));
      } catch (failed) {
        fill(node, h("h3", { text: t("agreement.title") }), h("p", { class: "soft", text: failed.message }));
      }
    },
  };
}

function linesOf(told) {
  const rows = told.fields;
  const differ = told.disagreements ?? [];
  return [
    h("p", { class: "soft", text: told.words }),
    h(
      "ul",
      {},
      rows.map((one) =>
        h(
          "li",
          {},
          term("alpha", one.name),
          one.value === null ? ": –" : `: ${plain(one.value)} (${plain(one.low)}–${plain(one.high)})`,
        ),
      ),
    ),
    differ.length ? h("h4", { text: t("agreement.differ") }) : null,
    h(
      "ul",
      { class: "short-list" },
      differ.map((one) =>
        h("li", {
          text: `${one.doc} ${one.start}–${one.end}, ${one.variable}: ${one.first || "–"} / ${one.second || "–"}`,
        }),
      ),
    ),
  ];
}
