/** Who stands between the others and a deal, and who would leave. */

import { h, tell } from "../../element.js";
import { interval, percent } from "../../numbers.js";
import { asProbability, readFound, readLeavers } from "../../reading.js";
import { strip } from "../../marks/strip.js";
import { term } from "../../term.js";
import { t } from "../../words.js";

/** @param {import("../../study.js").Study} study */
export function blockers(study) {
  const parties = Object.entries(study.facts.parties);
  const kinds = ["stands_between", "leaves"];
  const rows = kinds.map((kind) =>
    parties.map(([party]) => ({ party, kind, mark: strip(), told: h("span", { class: "tail" }) })),
  );
  const read = (kind, party) => {
    if (kind === "leaves") return asProbability(readLeavers(study)?.find((one) => one.party === party)?.leaves ?? null);
    return readFound(study, "blocking")?.find((one) => one.party === party)?.stands_alone_between ?? null;
  };
  return {
    node: h(
      "div",
      { class: "pair" },
      kinds.map((kind, k) =>
        h(
          "div",
          {},
          h("h4", {}, term(kind)),
          h(
            "ul",
            { class: "rows" },
            rows[k].map((row) =>
              h(
                "li",
                {},
                h("b", { text: study.facts.parties[row.party] }),
                h("div", { class: "axis" }, row.mark.node),
                row.told,
              ),
            ),
          ),
        ),
      ),
    ),
    update() {
      for (const row of rows.flat()) {
        const value = read(row.kind, row.party);
        row.mark.update(value);
        tell(row.told, value ? `${percent(value.p)} (${interval(value)})` : "…");
      }
    },
    table: () => ({
      head: [
        t("table.party"),
        t("term.stands_between"),
        t("table.low"),
        t("table.high"),
        t("term.leaves"),
        t("table.low"),
        t("table.high"),
      ],
      rows: parties.map(([party, label]) => [
        label,
        ...kinds.flatMap((kind) => {
          const value = read(kind, party);
          return value ? [value.p, value.low, value.high] : [null, null, null];
        }),
      ]),
    }),
  };
}
