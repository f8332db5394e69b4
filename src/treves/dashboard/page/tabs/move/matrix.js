/** Parties by issues. Arrow keys go from cell to cell; Enter opens a cell's controls under its row. */

import { fill, h, set, tell } from "../../element.js";
import { valueOf } from "../../levers.js";
import { cell } from "../../marks/cell.js";
import { plain, signed } from "../../numbers.js";
import { readFound } from "../../reading.js";
import { explained } from "../../term.js";
import { t } from "../../words.js";
import { cellControls } from "./cell_controls.js";

const MANY_PARTIES = 5; // with more, a cell has room for the number alone

/** @param {import("../../study.js").Study} study */
export function matrix(study) {
  const parties = Object.keys(study.facts.parties);
  const rows = study.facts.issues.map((issue) => issueRow(study, issue, parties, choose));
  const buttons = rows.map((row) => row.cells.map((one) => one.button));
  let controls = null;
  let chosen = "";
  rove(buttons);

  function choose(row, party) {
    const key = `${row.issue.name}:${party}`;
    for (const one of buttons.flat()) one.setAttribute("aria-expanded", "false");
    for (const one of rows) {
      one.under.hidden = true;
      fill(one.place);
    }
    if (key === chosen) {
      chosen = "";
      controls = null;
      return;
    }
    chosen = key;
    controls = cellControls(study, party, row.issue);
    fill(row.place, controls.node);
    row.under.hidden = false;
    row.cells.find((one) => one.party === party).button.setAttribute("aria-expanded", "true");
    controls.update();
  }
  return {
    node: h(
      "table",
      { class: "matrix" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td", {}),
          parties.map((party) => h("th", { scope: "col" }, explained(party, study.facts.parties[party]))),
        ),
      ),
      rows.map((row) => h("tbody", {}, row.node, row.under)),
    ),
    update() {
      const positions = readFound(study, "positions");
      if (positions) for (const row of rows) row.update(positions);
      controls?.update();
    },
  };
}

function issueRow(study, issue, parties, choose) {
  const row = { issue, cells: [], node: null, under: null, place: null, update: null };
  row.cells = parties.map((party) => {
    const mark = cell(issue);
    const number = h("span", { class: "cell-number" });
    const change = h("span", { class: "change" });
    const button = h(
      "button",
      {
        class: "cell",
        type: "button",
        "aria-expanded": "false",
        "data-cell": `${party}:${issue.name}`,
        onclick: () => choose(row, party),
      },
      h("b", { class: "cell-party", text: party }),
      mark.node,
      h("span", { class: "cell-told" }, number, " ", change),
    );
    return { party, mark, number, change, button };
  });
  row.place = h("td", { colspan: parties.length + 1 });
  row.under = h("tr", { class: "cell-under", hidden: true }, row.place);
  row.node = h(
    "tr",
    {},
    h(
      "th",
      { scope: "row" },
      explained(issue.label, issue.question),
      h(
        "span",
        { class: "ends soft" },
        h("span", { text: `0 ${issue.low_end}` }),
        h("span", { text: `100 ${issue.high_end}` }),
      ),
    ),
    row.cells.map((one) => h("td", {}, one.button)),
  );
  row.update = (positions) => {
    const options = optionsOf(study, issue);
    for (const one of row.cells) {
      const position = positions.find((told) => told.party === one.party && told.issue === issue.name);
      if (!position) continue;
      const base = study.levers.get(`ideal:${one.party}:${issue.name}`)?.now ?? position.ideal.value;
      one.mark.update(position, base, options);
      const shift =
        study.session.adjustments.find(
          (told) => told.set === "ideal" && told.party === one.party && told.issue === issue.name,
        )?.shift ?? 0;
      const range =
        parties.length > MANY_PARTIES ? "" : ` (${plain(position.ideal.low, 0)}–${plain(position.ideal.high, 0)})`;
      tell(one.number, plain(position.ideal.value, 0) + range);
      tell(one.change, shift ? signed(shift, 0) : otherChanges(study, one.party, issue.name));
      set(one.button, {
        "aria-label": t("matrix.cell", {
          party: study.facts.parties[one.party],
          issue: issue.label,
          value: plain(position.ideal.value, 0),
          low: plain(position.ideal.low, 0),
          high: plain(position.ideal.high, 0),
          change: shift ? signed(shift, 0) : "",
        }),
      });
    }
  };
  return row;
}

/** A dot where something else than the ideal was moved in the cell. */
function otherChanges(study, party, issue) {
  return study.session.adjustments.some((one) => one.party === party && one.issue === issue) ? "•" : "";
}

function optionsOf(study, issue) {
  const { adjustments } = study.session;
  return issue.options.map((one) => {
    const [place, offered] = ["place", "option"].map((kind) => study.levers.get(`${kind}:${issue.name}:${one.name}`));
    return {
      name: one.name,
      isStatusQuo: one.name === issue.status_quo,
      place: place ? valueOf(place, adjustments) : one.place,
      isOffered: offered ? valueOf(offered, adjustments) !== false : true,
    };
  });
}

/** One stop of the Tab key for all cells; arrows go on from there. @param {HTMLElement[][]} grid */
function rove(grid) {
  let at = [0, 0];
  for (const button of grid.flat()) button.tabIndex = -1;
  if (grid[0]?.[0]) grid[0][0].tabIndex = 0;
  grid.forEach((row, y) =>
    row.forEach((button, x) => {
      button.addEventListener("focus", () => {
        grid[at[0]][at[1]].tabIndex = -1;
        at = [y, x];
        button.tabIndex = 0;
      });
      button.addEventListener("keydown", (event) => {
        const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
        const next = step && grid[y + step[0]]?.[x + step[1]];
        if (next) {
          event.preventDefault();
          next.focus();
        }
      });
    }),
  );
}
