/** Two variants side by side, each end on one line: a dot for the first, a ring for the second. */

import { wordsOf } from "../../adjustment_words.js";
import { fill, h, tell } from "../../element.js";
import { figure } from "../../figure.js";
import { createLooking } from "../../looking.js";
import { interval, percent, points } from "../../numbers.js";
import { methodNotes } from "../../sources.js";
import { strip } from "../../marks/strip.js";
import { term } from "../../term.js";
import { t } from "../../words.js";

const ROWS = ["fall", "accord", "vote", "postponement", "exists"];
const BASE = "";
const CURRENT = "*";

/** @param {import("../../study.js").Study} study */
export function comparison(study) {
  const sides = [
    side(study, "compare-first", BASE, () => update()),
    side(study, "compare-second", CURRENT, () => update()),
  ];
  const rows = ROWS.map((name) => ({
    name,
    mark: strip(),
    told: [h("span", { class: "num" }), h("span", { class: "num" })],
    change: h("span", { class: "change num" }),
  }));
  const heads = sides.map((one) => h("div", {}, one.node));
  const body = h(
    "ul",
    { class: "compared" },
    rows.map((row) =>
      h(
        "li",
        { "data-number": row.name },
        term(row.name),
        h("div", { class: "axis" }, row.mark.node),
        row.told,
        row.change,
      ),
    ),
  );
  const deals = [h("p", {}), h("p", {})];
  let moved = null;

  function update() {
    for (const row of rows) {
      const [first, second] = sides.map((one) => one.read(row.name));
      row.told.forEach((node, k) => {
        const value = [first, second][k];
        tell(node, value ? `${percent(value.p)} (${interval(value)})` : "…");
      });
      tell(row.change, first && second ? points(second.p - first.p) : "");
      row.mark.update(first, second ? second.p : null);
    }
    sides.forEach((one, k) => tell(deals[k], one.best() ? `${one.best().words} (${percent(one.best().p.p)})` : ""));
  }
  const node = figure({
    name: "comparison",
    title: t("compare.title"),
    lead: t("compare.lead"),
    chart: h(
      "div",
      {},
      h("div", { class: "sides" }, heads),
      body,
      h("h4", { text: t("compare.best") }),
      h("div", { class: "sides small" }, deals),
    ),
    table: () => ({
      head: [t("table.ending"), sides[0].label(), sides[1].label()],
      rows: ROWS.map((name) => [t(`term.${name}`), ...sides.map((one) => one.read(name)?.p ?? null)]),
    }),
    sources: () => methodNotes(study, []),
  });
  return {
    node,
    /** @param {string[]} names */
    names(names) {
      for (const one of sides) one.names(names);
    },
    update() {
      if (moved === study.session.adjustments) return;
      moved = study.session.adjustments;
      for (const one of sides) one.look(false);
    },
  };
}

function side(study, windowName, chosen, onPart) {
  let parts = {};
  let lookedAt = null;
  const what = h("p", { class: "small soft" });
  const looking = createLooking(
    study.server,
    windowName + crypto.randomUUID(),
    (part) => {
      parts[part.part] = part;
      onPart();
    },
    (failed) => {
      if (failed) tell(what, failed.message);
    },
  );
  const select = /** @type {HTMLSelectElement} */ (
    h("select", {
      "aria-label": t(windowName.endsWith("first") ? "compare.first" : "compare.second"),
      onchange: () => look(true),
    })
  );
  async function look(isAsked) {
    const name = select.value;
    if (!isAsked && lookedAt !== null && name !== CURRENT) return;
    lookedAt = name;
    try {
      const adjustments =
        name === BASE
          ? []
          : name === CURRENT
            ? study.session.adjustments
            : (await study.server.get(`/api/variants/${encodeURIComponent(name)}`)).adjustments;
      tell(what, adjustments.length ? adjustments.map((one) => wordsOf(study, one)).join("; ") : t("compare.nothing"));
      parts = {};
      onPart();
      looking.ask({ adjustments, as_of: study.session.asOf, want: ["deals", "talks"] });
    } catch (failed) {
      tell(what, failed.message);
    }
  }
  return {
    node: h("div", {}, select, what),
    look,
    label: () => select.selectedOptions[0]?.textContent ?? "",
    read: (name) => (name === "exists" ? parts.deals?.exists : parts.talks?.[name]) ?? null,
    best: () => parts.deals?.deals[0] ?? null,
    names(names) {
      const kept = select.options.length ? select.value : chosen;
      fill(
        select,
        [[BASE, t("compare.base")], [CURRENT, t("compare.current")], ...names.map((name) => [name, name])].map(
          ([value, label]) => h("option", { value, text: label, selected: value === kept }),
        ),
      );
    },
  };
}
