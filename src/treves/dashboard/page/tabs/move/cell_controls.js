/** The controls of one cell: where the party stands, how far it could sign, its red line, its weight. */

import { h } from "../../element.js";
import { leverControl } from "../../lever_control.js";
import { plain } from "../../numbers.js";
import { readFound } from "../../reading.js";
import { openBehind } from "../../sheet.js";
import { t } from "../../words.js";

const SETS = ["ideal", "reach", "red_line", "salience"];

/** @param {import("../../study.js").Study} study @param {string} party @param {any} issue */
export function cellControls(study, party, issue) {
  const controls = SETS.map((name) => study.levers.get(`${name}:${party}:${issue.name}`))
    .filter(Boolean)
    .map((lever) => leverControl(study, lever, t(`term.${lever.set}`)));
  const behind = h("button", {
    class: "act",
    type: "button",
    text: t("cell.behind"),
    onclick: () => {
      const position = readFound(study, "positions").find((one) => one.party === party && one.issue === issue.name);
      const told = t("cell.told", {
        value: plain(position.ideal.value, 0),
        low: plain(position.ideal.low, 0),
        high: plain(position.ideal.high, 0),
        low_end: issue.low_end,
        high_end: issue.high_end,
      });
      openBehind(
        study,
        { kind: "cell", party, issue: issue.name },
        `${study.facts.parties[party]}: ${issue.label}`,
        told,
      );
    },
  });
  return {
    node: h(
      "div",
      { class: "cell-controls" },
      h("h4", { text: `${study.facts.parties[party]} · ${issue.label}` }),
      h("p", {
        class: "lead",
        text: issue.options
          .map(
            (one) =>
              `${plain(one.place, 0)} ${one.label}${one.name === issue.status_quo ? ` (${t("status_quo")})` : ""}`,
          )
          .join(" · "),
      }),
      controls.map((one) => one.node),
      behind,
    ),
    update() {
      for (const one of controls) one.update();
    },
  };
}
