/** One statement in its report: its words, how sure, who vouches, and what the numbers are without it. */

import { fill, h, tell } from "./element.js";
import { createLooking } from "./looking.js";
import { day, percent, points } from "./numbers.js";
import { markedReport } from "./span.js";
import { term } from "./term.js";
import { t } from "./words.js";

/**
 * @param {import("./study.js").Study} study
 * @param {import("./evidence.js").Backing} backing
 * @param {() => void} onLeftOut
 */
export function statementEntry(study, { statement, change }, onLeftOut) {
  const report = study.start.reports.find((one) => one.name === statement.doc);
  const told = h("p", { class: "meta", "aria-live": "polite" });
  const whole = h("div", {});
  const lever = study.levers.get(`statement:${statement.name}`);
  const isOut =
    lever && study.session.adjustments.some((one) => one.set === "statement" && one.statement === statement.name);
  return h(
    "li",
    { "data-statement": statement.name },
    h(
      "blockquote",
      {},
      statement.before ? `…${statement.before}` : "",
      h("mark", { text: statement.text }),
      statement.after ? `${statement.after}…` : "",
    ),
    h(
      "p",
      { class: "meta" },
      h("b", { text: statement.party || statement.actor }),
      ` · ${statement.says || statement.description}`,
    ),
    h(
      "p",
      { class: "meta" },
      term("certainty", statement.certainty),
      " · ",
      statement.source_type === "self"
        ? t("sheet.own_words", { who: statement.source })
        : t("sheet.vouched", { who: statement.source }),
      report ? ` · ${report.outlet}, ${day(statement.published_on)}` : "",
      statement.also_in?.length ? ` · ${t("sheet.also_in", { count: statement.also_in.length })}` : "",
    ),
    change === null
      ? null
      : h(
          "p",
          { class: "meta" },
          t("sheet.moves"),
          " ",
          h("span", { class: "change", text: t("points", { change: points(change) }) }),
          " ",
          t("sheet.moves_how"),
        ),
    h(
      "div",
      { class: "row-acts" },
      h("button", {
        class: "act",
        type: "button",
        text: t("sheet.without"),
        onclick: () => lookWithout(study, statement.name, told),
      }),
      lever
        ? h("button", {
            class: "act",
            type: "button",
            text: isOut ? t("sheet.take_back") : t("sheet.leave_out"),
            onclick: () => {
              study.session.settle();
              study.session.move(lever, isOut ? true : false);
              study.session.settle();
              onLeftOut();
            },
          })
        : null,
      h("button", {
        class: "act",
        type: "button",
        text: t("sheet.read"),
        "aria-expanded": "false",
        onclick: (event) => toggleReport(study, statement, whole, event.currentTarget),
      }),
    ),
    told,
    whole,
  );
}

function lookWithout(study, name, told) {
  tell(told, t("sheet.looking"));
  let exists = null;
  const looking = createLooking(
    study.server,
    `without-${name}`,
    (part) => {
      if (part.part === "deals") exists = part.exists.p;
      const rest = part.part === "talks" && part.fall ? ` · ${t("ends.fall")} ${percent(part.fall.p)}` : "";
      if (exists !== null) tell(told, `${t("sheet.without_told")} ${t("ledger.exists")} ${percent(exists)}${rest}`);
    },
    (failed) => {
      if (failed) tell(told, failed.message);
    },
  );
  const others = study.session.adjustments.filter((one) => one.statement !== name);
  looking.ask({
    adjustments: [...others, { set: "statement", statement: name, used: false }],
    as_of: study.session.asOf,
    want: ["deals", "talks"],
  });
}

async function toggleReport(study, statement, whole, button) {
  if (whole.childElementCount) {
    fill(whole);
    button.setAttribute("aria-expanded", "false");
    return;
  }
  button.setAttribute("aria-expanded", "true");
  try {
    const report = await study.server.get(`/api/reports/${encodeURIComponent(statement.doc)}`);
    fill(
      whole,
      h(
        "p",
        { class: "meta" },
        h("b", { text: report.title }),
        ` · ${report.outlet}, ${day(report.published_on)} · ${report.address}`,
      ),
      markedReport(report, statement.name),
    );
    whole.querySelector("mark.here")?.scrollIntoView({ block: "nearest" });
  } catch (failed) {
    fill(whole, h("p", { class: "meta", text: failed.message }));
  }
}
