/** Replay: what would have been concluded on each day, from what was published by then. */

import { replayChart } from "../charts/replay.js";
import { fill, h, set, tell } from "../element.js";
import { figure } from "../figure.js";
import { headline } from "../marks/headline.js";
import { day, plain } from "../numbers.js";
import { readEndings, readExists } from "../reading.js";
import { openSheet } from "../sheet.js";
import { methodNotes } from "../sources.js";
import { markedReport } from "../span.js";
import { ENDINGS } from "../study.js";
import { plural, t } from "../words.js";
import { daysSeen } from "./replay/days_seen.js";

/** @param {import("../study.js").Study} study */
export function replayTab(study) {
  const days = daysOf(study);
  const { seen, remember, workOut } = daysSeen(study, days);
  const picture = replayChart(
    days.map((one) => one.on),
    seen,
  );
  const slider = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "range",
      min: 0,
      max: Math.max(0, days.length - 1),
      step: 1,
      id: "replay-day",
      "aria-label": t("replay.day"),
    })
  );
  const shown = h("output", { class: "replay-day", for: "replay-day" });
  const published = h("ul", { class: "published" });
  const heads = Object.fromEntries(
    ["fall", "accord", "vote", "postponement", "exists"].map((name) => [
      name,
      headline(study, name, name === "exists" ? { kind: "exists" } : { kind: "ending", name }, true),
    ]),
  );
  const every = h("button", {
    class: "act",
    type: "button",
    text: t("replay.all"),
    onclick: async () => {
      every.disabled = true;
      await workOut(() => study.changed());
      every.disabled = false;
    },
  });
  slider.addEventListener("input", () => study.session.goTo(placeOf(study, days[slider.valueAsNumber].on)));
  const node = h(
    "section",
    { class: "part" },
    h("h2", { text: t("tab.replay") }),
    h("p", { class: "standfirst", text: t("replay.lead") }),
    h("div", { class: "replay-slider" }, shown, slider),
    h(
      "div",
      { class: "heads five" },
      ["fall", "accord", "vote", "postponement", "exists"].map((name) => heads[name].node),
    ),
    h("h3", { text: t("replay.published") }),
    published,
    h("p", {}, every),
    figure({
      name: "replay",
      title: t("replay.title"),
      lead: t("replay.figure"),
      chart: picture.node,
      table: () => ({
        head: [t("table.on"), ...ENDINGS.flatMap((name) => [t(`term.${name}`), t("table.low"), t("table.high")])],
        rows: [...seen.values()]
          .sort((a, b) => a.on.localeCompare(b.on))
          .map((one) => [one.on, ...ENDINGS.flatMap((name) => [one[name].p, one[name].low, one[name].high])]),
      }),
      sources: () => methodNotes(study, ["outcomes"]),
    }),
  );
  let drawnDay = "";
  return {
    node,
    update() {
      const on = study.session.asOf ?? study.start.as_of;
      const at = Math.max(
        0,
        days.findLastIndex((one) => one.on <= on),
      );
      if (slider.valueAsNumber !== at) slider.value = String(at);
      const endings = readEndings(study);
      remember();
      every.hidden = days.every((one) => seen.has(one.on));
      for (const name of ENDINGS) heads[name].update(endings?.[name] ?? null, study.parts.talks?.missing ?? "");
      heads.exists.update(readExists(study), study.error?.message ?? "");
      picture.update(days[at]?.on, seen.size);
      if (drawnDay === on) return;
      drawnDay = on;
      tell(shown, day(on));
      set(slider, { "aria-valuetext": day(on) });
      fill(published, reportsOf(study, days[at]));
    },
  };
}

/** Days up to that of the case on which something was published, and that of the case itself. */
function daysOf(study) {
  const days = study.start.days.filter((one) => one.on <= study.start.as_of && one.reports.length);
  return days.at(-1)?.on === study.start.as_of ? days : [...days, { on: study.start.as_of, reports: [], sessions: [] }];
}

const placeOf = (study, on) => (on === study.start.as_of ? null : on);

function reportsOf(study, held) {
  const names = held?.reports ?? [];
  if (!names.length) return [h("li", { class: "soft", text: t("replay.nothing") })];
  return names
    .map((name) => study.start.reports.find((one) => one.name === name))
    .filter(Boolean)
    .map((report) => {
      const count = study.start.statements.filter((one) => one.doc === report.name).length;
      return h(
        "li",
        {},
        h("button", { class: "act", type: "button", text: report.title, onclick: () => openReport(study, report) }),
        h("span", {
          class: "soft",
          text: ` ${report.outlet} · ${plural("replay.statements", count, { count: plain(count) })}`,
        }),
      );
    });
}

async function openReport(study, report) {
  try {
    const told = await study.server.get(`/api/reports/${encodeURIComponent(report.name)}`);
    openSheet(
      report.title,
      h("p", { class: "meta", text: `${report.outlet}, ${day(report.published_on)} · ${report.address}` }),
      markedReport(told),
    );
  } catch (failed) {
    openSheet(report.title, h("p", { class: "meta", text: failed.message }));
  }
}
