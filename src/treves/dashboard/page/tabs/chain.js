/** The chain: what each package would do, month by month, against the kept baseline. */

import { bandPanels } from "../charts/bands.js";
import { fill, h, tell } from "../element.js";
import { figure } from "../figure.js";
import { day, plain } from "../numbers.js";
import { readConsequences } from "../reading.js";
import { t } from "../words.js";
import { differencePanels } from "./chain/difference_panels.js";
import { inForce } from "./chain/in_force.js";

/** @param {import("../study.js").Study} study */
export function chainTab(study) {
  let series = "";
  let drawnFor = null;
  const state = h("p", { class: "lead", role: "status" });
  const choices = h("fieldset", { class: "series" });
  const panels = bandPanels(study);
  const meaning = h("p", { class: "lead" });
  const differences = h("div", {});
  const law = h("ul", { class: "law" });
  const pictures = h(
    "div",
    {},
    choices,
    figure({
      name: "chain",
      title: t("chain.title"),
      lead: t("chain.lead"),
      chart: h("div", {}, meaning, panels.node),
      table: () => coursesTable(readConsequences(study), series),
      sources: () => chainSources(readConsequences(study)),
    }),
    figure({
      name: "differences",
      title: t("chain.differences"),
      lead: t("chain.differences.lead"),
      chart: differences,
      table: () => differencesTable(readConsequences(study)),
      sources: () => chainSources(readConsequences(study)),
    }),
    figure({
      name: "law",
      title: t("chain.law"),
      lead: t("chain.law.lead"),
      chart: law,
      table: () => inForce(study).table,
      sources: () => [h("p", { text: t("chain.law.sources") })],
    }),
  );
  const node = h(
    "section",
    { class: "part" },
    h("h2", { text: t("tab.chain") }),
    h("p", { class: "standfirst", text: t("chain.standfirst") }),
    state,
    pictures,
  );

  function choose(name) {
    series = name;
    const told = readConsequences(study);
    tell(meaning, told.series[name] ?? name);
    panels.update(told, series);
  }
  return {
    node,
    update() {
      study.wantChain();
      const told = readConsequences(study);
      const isOld = study.parts.chain?.isOld && !study.isBase;
      tell(
        state,
        told && !isOld ? "" : study.error ? t("state.failed", { why: study.error.message }) : t("chain.waiting"),
      );
      pictures.hidden = !told;
      if (!told || told === drawnFor) return;
      drawnFor = told;
      const names = told.baseline.courses.map((one) => one.name);
      if (!names.includes(series)) series = names[0];
      fill(
        choices,
        h("legend", { class: "unseen", text: t("chain.series") }),
        names.map((name) =>
          h(
            "label",
            {},
            h("input", { type: "radio", name: "series", checked: name === series, onchange: () => choose(name) }),
            ` ${shortName(told, name)}`,
          ),
        ),
      );
      choose(series);
      fill(differences, differencePanels(told));
      fill(law, inForce(study).rows);
    },
  };
}

/** The first words of a series' meaning, where they are its alone; else its name. */
function shortName(told, name) {
  const first = (one) => (told.series[one] ?? one).split(/[;,(]/)[0].trim();
  const isOnly = told.baseline.courses.filter((one) => first(one.name) === first(name)).length === 1;
  return isOnly ? first(name) : name.replaceAll("_", " ");
}

function coursesTable(told, series) {
  const find = (one) => one.courses.find((course) => course.name === series);
  const base = find(told.baseline);
  return {
    head: [
      t("table.month"),
      t("chain.baseline"),
      t("table.low"),
      t("table.high"),
      ...told.packages.flatMap((one) => [one.words, t("table.low"), t("table.high")]),
    ],
    rows: told.months.map((on, k) => [
      on.slice(0, 7),
      base.middle[k],
      base.low[k],
      base.high[k],
      ...told.packages.flatMap((one) => {
        const course = find(one);
        return [course.middle[k], course.low[k], course.high[k]];
      }),
    ]),
  };
}

function differencesTable(told) {
  return {
    head: [
      t("table.package"),
      ...told.measures.flatMap((one) => [`${one.words} (${one.unit})`, t("table.low"), t("table.high")]),
    ],
    rows: told.packages.map((one) => [
      one.words,
      ...told.measures.flatMap((measure) => {
        const found = one.differences.find((difference) => difference.measure === measure.name);
        return found ? [found.value, found.low, found.high] : [null, null, null];
      }),
    ]),
  };
}

function chainSources(told) {
  return [
    h("p", { text: told.inflow_definition }),
    h("p", { text: told.grant_definition }),
    h("p", { text: t("chain.from", { day: day(told.start_on), count: told.replications }) }),
    h(
      "ul",
      { class: "short-list" },
      told.assumptions.map((one) =>
        h("li", {
          text: `${one.name}: ${plain(one.value, 3)} (${plain(one.low, 3)}–${plain(one.high, 3)}) ${one.unit} · ${one.is_assumed ? t("assumption") : ""} ${one.source}`,
        }),
      ),
    ),
  ];
}
