/** When each measure of the listed packages could be in force: drafting, chambers and courts take their months. */

import { h } from "../../element.js";
import { month } from "../../numbers.js";
import { t } from "../../words.js";

/** @param {import("../../study.js").Study} study @returns {{rows: Node[], table: import("../../figure.js").Table}} */
export function inForce(study) {
  const from = study.session.asOf ?? study.start.as_of;
  const told = measuresOf(study);
  const isKnown = told.some((one) => one.delay);
  return {
    rows: told
      .filter((one) => one.delay || !isKnown)
      .map((one) =>
        h(
          "li",
          {},
          h("b", { text: one.label }),
          h("span", { class: "soft", text: one.delay ? whenWords(from, one.delay) : one.path }),
        ),
      ),
    table: {
      head: [t("table.option"), t("chain.path"), t("chain.months"), t("table.low"), t("table.high")],
      rows: told.map((one) => [
        one.label,
        one.path,
        one.delay?.value ?? null,
        one.delay?.low ?? null,
        one.delay?.high ?? null,
      ]),
    },
  };
}

function whenWords(from, delay) {
  if (delay.high < 0.5) return t("chain.at_once");
  const [middle, low, high] = [delay.value, delay.low, delay.high].map((months) => month(dateAfter(from, months)));
  return t("chain.in_force", { middle, low, high });
}

/** @param {import("../../study.js").Study} study */
export function measuresOf(study) {
  const measures = study.findings?.institutions?.measures ?? [];
  return study.facts.issues.flatMap((issue) =>
    issue.options
      .filter((one) => one.legal_path)
      .map((option) => ({
        issue: issue.name,
        option: option.name,
        label: `${issue.label}: ${option.label}`,
        path: option.legal_path,
        delay: measures.find((one) => one.issue === issue.name && one.option === option.name)?.delay_months ?? null,
      })),
  );
}

/** @param {string} from ISO day @param {number} months */
export function dateAfter(from, months) {
  const on = new Date(from);
  on.setUTCDate(on.getUTCDate() + Math.round(months * 30.44));
  return on.toISOString().slice(0, 10);
}
