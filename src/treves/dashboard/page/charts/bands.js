/** Small multiples of bands by month: every package on one scale, the baseline in grey behind each. */

import { fill, h } from "../element.js";
import { plain } from "../numbers.js";
import { letterOf } from "../tabs/chain/difference_panels.js";
import { dateAfter, measuresOf } from "../tabs/chain/in_force.js";
import { t } from "../words.js";
import { chart } from "./library.js";

/** @param {import("../study.js").Study} study */
export function bandPanels(study) {
  const node = h("div", { class: "panels" });
  let charts = [];
  let told = null;
  let series = "";
  const courseOf = (one) => one.courses.find((course) => course.name === series);
  const top = () =>
    Math.max(
      ...[told.baseline, ...told.packages]
        .flatMap((one) => courseOf(one)?.high ?? [])
        .filter((value) => value !== null),
    );
  return {
    node,
    /** @param {any} consequences @param {string} name */
    update(consequences, name) {
      const isOther = told?.packages.length !== consequences.packages.length;
      told = consequences;
      series = name;
      if (isOther) {
        charts = told.packages.map((_, k) =>
          chart({
            label: `${t("chain.title")}: ${told.packages[k].words}`,
            height: () => 190,
            option: (look) =>
              panelOption(
                study,
                told,
                courseOf(told.baseline),
                courseOf(told.packages[k]),
                told.packages[k],
                top(),
                look,
              ),
          }),
        );
      }
      fill(
        node,
        charts.map((one, k) =>
          h("div", { class: "panel" }, h("h4", { text: `${letterOf(k)} · ${told.packages[k].words}` }), one.node),
        ),
      );
      for (const one of charts) one.update();
    },
  };
}

function panelOption(study, told, base, course, chosen, top, look) {
  const months = told.months.map((on) => on.slice(0, 7));
  const laws = measuresOf(study)
    .filter((one) => one.delay && chosen.package[one.issue] === one.option && one.delay.value > 0)
    .map((one) => ({ label: one.label, month: dateAfter(told.start_on, one.delay.value).slice(0, 7) }))
    .filter((one) => months.includes(one.month));
  const band = (line, name, colour, opacity) => [
    {
      type: "line",
      name: `${name}-low`,
      data: line.low,
      stack: name,
      symbol: "none",
      lineStyle: { opacity: 0 },
      silent: true,
    },
    {
      type: "line",
      name: `${name}-range`,
      data: line.high.map((high, k) => (high === null ? null : high - line.low[k])),
      stack: name,
      symbol: "none",
      lineStyle: { opacity: 0 },
      areaStyle: { color: colour, opacity },
      silent: true,
    },
  ];
  return {
    grid: { left: 44, right: 10, top: 12, bottom: 24 },
    xAxis: {
      type: "category",
      data: months,
      boundaryGap: false,
      axisLine: { lineStyle: { color: look.ink } },
      axisTick: { show: false },
      axisLabel: {
        color: look.soft,
        fontSize: 11,
        interval: (_, month) => month.endsWith("-01"),
        formatter: (month) => month.slice(0, 4),
      },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: top * 1.05,
      splitNumber: 3,
      axisLabel: { color: look.soft, fontSize: 11, showMaxLabel: false, formatter: (value) => plain(value, 1) },
      splitLine: { lineStyle: { color: look.line, width: 0.5 } },
    },
    tooltip: { trigger: "axis", formatter: (points) => tipOf(points[0].dataIndex, months, base, course, laws) },
    series: [
      ...band(base, "base", look.soft, 0.22),
      ...band(course, "package", look.hue, 0.28),
      { type: "line", name: "base", data: base.middle, symbol: "none", lineStyle: { color: look.soft, width: 1.25 } },
      {
        type: "line",
        name: "package",
        data: course.middle,
        symbol: "none",
        lineStyle: { color: look.hue, width: 2.25 },
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: look.ink, type: [3, 3], width: 1 },
          label: { show: false },
          data: laws.map((one) => ({ xAxis: one.month })),
        },
      },
    ],
  };
}

function tipOf(k, months, base, course, laws) {
  const range = (line) =>
    line.middle[k] === null ? "–" : `${plain(line.middle[k], 0)} (${plain(line.low[k], 0)}–${plain(line.high[k], 0)})`;
  const due = laws
    .filter((one) => one.month === months[k])
    .map((one) => `\n${one.label}`)
    .join("");
  return `${months[k]}\n${t("chain.package")}: ${range(course)}\n${t("chain.baseline")}: ${range(base)}${due}`;
}
