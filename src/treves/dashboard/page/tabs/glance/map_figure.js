/** The deal map as a figure: what goes with what. */

import { dealMap } from "../../charts/deal_map.js";
import { figure } from "../../figure.js";
import { readFound } from "../../reading.js";
import { methodNotes } from "../../sources.js";
import { t } from "../../words.js";

/** @param {import("../../study.js").Study} study @param {boolean} [isSmall] */
export function dealMapFigure(study, isSmall = false) {
  const map = dealMap(study, isSmall);
  const label = ([issue, option]) => {
    const found = study.facts.issues.find((one) => one.name === issue);
    return `${found.label}: ${found.options.find((one) => one.name === option)?.label ?? option}`;
  };
  const node = figure({
    name: "deal-map",
    title: t("map.title"),
    lead: t("map.lead"),
    chart: map.node,
    classes: isSmall ? "small-map" : "",
    table: () => {
      const grid = readFound(study, "acceptance_map");
      if (!grid) return { head: [], rows: [] };
      return {
        head: ["", ...grid.options.map(label)],
        rows: grid.options.map((option, k) => [label(option), ...grid.best[k]]),
      };
    },
    sources: () => methodNotes(study, ["acceptance", "deals"]),
  });
  return { node, update: map.update };
}
