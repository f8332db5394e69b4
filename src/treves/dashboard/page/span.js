/** Spans of a report. Offsets count Unicode code points, and so does everything here. */

import { h } from "./element.js";

/**
 * Cut a text at spans, so that each stretch is inside the same ones throughout.
 * @param {string} text @param {{name: string, start: number, end: number}[]} spans
 * @returns {{words: string, names: string[]}[]}
 */
export function stretches(text, spans) {
  const points = Array.from(text);
  const inside = (at) => Math.max(0, Math.min(points.length, at));
  const cuts = [...new Set([0, points.length, ...spans.flatMap((one) => [inside(one.start), inside(one.end)])])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((from, k) => ({
    words: points.slice(from, cuts[k + 1]).join(""),
    names: spans.filter((one) => one.start <= from && one.end >= cuts[k + 1]).map((one) => one.name),
  }));
}

/**
 * A report's text below its head, with its statements marked.
 * @param {any} report as /api/reports tells it @param {string} [here] the statement that is looked at
 */
export function markedReport(report, here = "") {
  const body = Array.from(report.text).slice(report.body_start).join("");
  const spans = report.statements.map((one) => ({
    name: one.name,
    start: one.start - report.body_start,
    end: one.end - report.body_start,
  }));
  const parts = stretches(body, spans).map(({ words, names }) =>
    names.length
      ? h("mark", { class: names.includes(here) ? "here" : "", text: words, "data-statements": names.join(" ") })
      : words,
  );
  return h("div", { class: "report-text", tabindex: "0", role: "region", "aria-label": report.title }, parts);
}
