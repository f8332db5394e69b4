/** One waiting row in its report, with what was read from it. */

import { h } from "../../element.js";
import { points } from "../../numbers.js";
import { explained, term } from "../../term.js";
import { t } from "../../words.js";
import { openSheet } from "../../sheet.js";
import { markedReport } from "../../span.js";

const FIELDS = ["actor", "party", "about", "stance", "kind", "certainty", "source", "source_type", "rule"];

/** @param {import("../../study.js").Study} study @param {any} row @param {any} state the review @param {number} number */
export function rowView(study, row, state, number) {
  const report = study.start.reports.find((one) => one.name === row.doc);
  const whole = h("button", {
    class: "act",
    type: "button",
    text: t("sheet.read"),
    onclick: async () => {
      try {
        const told = await study.server.get(`/api/reports/${encodeURIComponent(row.doc)}`);
        openSheet(told.title, markedReport(told, row.name));
      } catch (failed) {
        openSheet(row.doc, h("p", { class: "meta", text: failed.message }));
      }
    },
  });
  return h(
    "article",
    { "data-row": row.name },
    h("p", {
      class: "meta",
      text: t("review.number", {
        number,
        count: state.waiting.length,
        report: report ? `${report.outlet}: ${report.title}` : row.doc,
      }),
    }),
    h(
      "blockquote",
      { class: "review-words" },
      row.before ? `…${row.before}` : "",
      h("mark", { text: row.text }),
      row.after ? `${row.after}…` : "",
    ),
    h(
      "dl",
      { class: "review-fields" },
      FIELDS.filter((name) => row[name]).map((name) =>
        h(
          "div",
          {},
          h("dt", {}, term(`field.${name}`)),
          h("dd", {}, name === "about" ? explained(row[name], state.matters?.[row[name]] ?? "") : String(row[name])),
        ),
      ),
    ),
    row.effect
      ? h("p", { class: "meta", text: t("review.effect", { points: points(row.effect).replace("+", "") }) })
      : null,
    whole,
  );
}
