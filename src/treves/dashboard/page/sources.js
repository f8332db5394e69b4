/** What a figure rests on: how it was worked out, and the reports and assumptions behind it. */

import { h } from "./element.js";
import { day } from "./numbers.js";
import { t } from "./words.js";

/** @param {import("./study.js").Study} study @param {string[]} rooms keys of the findings' `method` @returns {Node[]} */
export function methodNotes(study, rooms) {
  const told = rooms.map((room) => (study.found ?? study.findings)?.method[room]).filter(Boolean);
  const notes = told.map((text) => h("p", { text }));
  if (!study.found || !told.length)
    notes.push(
      h("p", {
        text: study.parts.talks?.game ? t("state.game", { game: study.parts.talks.game }) : t("sources.quick"),
      }),
    );
  notes.push(h("p", { text: t("sources.rests", { count: study.start.statements.length }) }), reportList(study));
  notes.push(
    h("p", {
      class: "soft",
      text: `treves ${study.start.version} · ${study.start.case}${study.findings ? ` · seed ${study.findings.seed}` : ""}`,
    }),
  );
  return notes;
}

function reportList(study) {
  return h(
    "ul",
    { class: "short-list" },
    study.start.reports.map((one) =>
      h(
        "li",
        {},
        `${one.outlet}, “${one.title}”, ${day(one.published_on)}`,
        one.address ? h("span", { class: "soft", text: ` ${one.address}` }) : null,
      ),
    ),
  );
}
