/** Move it: the matrix of parties and issues with its controls, and what follows, beside it. */

import { h } from "../element.js";
import { figure } from "../figure.js";
import { headline } from "../marks/headline.js";
import { readEndings, readExists, readFound } from "../reading.js";
import { methodNotes } from "../sources.js";
import { t } from "../words.js";
import { dealMapFigure } from "./glance/map_figure.js";
import { changeList } from "./move/change_list.js";
import { leverGroups } from "./move/lever_groups.js";
import { matrix } from "./move/matrix.js";

const BESIDE = ["fall", "accord", "exists"];

/** @param {import("../study.js").Study} study */
export function moveTab(study) {
  const table = matrix(study);
  const groups = leverGroups(study);
  const changes = changeList(study);
  const heads = Object.fromEntries(
    BESIDE.map((name) => [
      name,
      headline(study, name, name === "exists" ? { kind: "exists" } : { kind: "ending", name }, true),
    ]),
  );
  const map = dealMapFigure(study, true);
  const node = h(
    "section",
    { class: "part" },
    h("h2", { text: t("tab.move") }),
    h("p", { class: "standfirst", text: t("move.lead") }),
    h(
      "div",
      { class: "move" },
      h(
        "div",
        { class: "move-what" },
        figure({
          name: "positions",
          title: t("matrix.title"),
          lead: t("matrix.lead"),
          chart: table.node,
          classes: "first",
          table: () => positionsTable(study),
          sources: () => methodNotes(study, ["positions"]),
        }),
        groups.node,
      ),
      h(
        "aside",
        { class: "move-follows", "aria-label": t("move.follows") },
        h("h3", { text: t("move.follows") }),
        BESIDE.map((name) => heads[name].node),
        changes.node,
        map.node,
      ),
    ),
  );
  return {
    node,
    update() {
      const endings = readEndings(study);
      const missing = study.parts.talks?.missing || (study.error?.message ?? "");
      heads.fall.update(endings?.fall ?? null, missing);
      heads.accord.update(endings?.accord ?? null, missing);
      heads.exists.update(readExists(study), study.error?.message ?? "");
      table.update();
      groups.update();
      changes.update();
      map.update();
    },
  };
}

function positionsTable(study) {
  return {
    head: [
      t("table.party"),
      t("table.issue"),
      t("term.ideal"),
      t("table.low"),
      t("table.high"),
      t("term.reach"),
      t("term.red_line"),
      t("term.salience"),
      t("table.statements"),
    ],
    rows: (readFound(study, "positions") ?? []).map((one) => [
      one.party,
      one.issue,
      one.ideal.value,
      one.ideal.low,
      one.ideal.high,
      one.reach.value,
      one.red_line.p,
      one.salience.value,
      one.statements.join(" "),
    ]),
  };
}
