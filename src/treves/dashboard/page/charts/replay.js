/** The four ends by day: lines that bear their own names, and the interval of the fall. */

import { day, percent } from "../numbers.js";
import { ENDINGS } from "../study.js";
import { t } from "../words.js";
import { chart } from "./library.js";

/** @param {string[]} days ISO @param {Map<string, any>} seen what is known of each day */
export function replayChart(days, seen) {
  let here = "";
  let known = -1;
  const made = chart({
    label: t("replay.title"),
    height: (width) => (width < 500 ? 240 : 300),
    option: (look, width) => (seen.size ? optionOf(days, seen, here, look, width) : null),
  });
  return {
    node: made.node,
    /** @param {string} on the day that is looked at @param {number} count of days known */
    update(on, count) {
      if (on === here && count === known) return;
      here = on;
      known = count;
      made.update();
    },
  };
}

function optionOf(days, seen, here, look, width) {
  const line = (name, field) => days.map((on) => seen.get(on)?.[name]?.[field] ?? null);
  const [low, high] = [line("fall", "low"), line("fall", "high")];
  const styles = {
    fall: { color: look.ink, width: 2.5 },
    accord: { color: look.hue, width: 2.5 },
    vote: { color: look.soft, width: 1.5, type: [2, 4] },
    postponement: { color: look.soft, width: 1.5 },
  };
  const last = days.findLastIndex((on) => seen.has(on));
  const lines = ENDINGS.map((name) => ({
    type: "line",
    name,
    data: line(name, "p"),
    connectNulls: true,
    symbol: "circle",
    symbolSize: 5,
    itemStyle: { color: styles[name].color },
    lineStyle: styles[name],
    endLabel: { show: false },
    labelLayout: { moveOverlap: "shiftY" },
    label: {
      show: true,
      position: "right",
      distance: 8,
      color: look.ink,
      fontSize: 12,
      formatter: (point) => (point.dataIndex === last ? `${t(`ends.${name}`)} ${percent(point.value)}` : ""),
    },
    ...(name === "fall"
      ? {
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { color: look.ink, width: 1, type: [4, 3] },
            data: [{ xAxis: days.indexOf(here) }],
          },
        }
      : {}),
  }));
  const edge = { type: "line", symbol: "none", lineStyle: { opacity: 0 }, silent: true, stack: "fall-band" };
  return {
    grid: { left: 40, right: width < 500 ? 110 : 150, top: 12, bottom: 30 },
    xAxis: {
      type: "category",
      data: days,
      boundaryGap: false,
      axisLine: { lineStyle: { color: look.ink } },
      axisTick: { show: false },
      axisLabel: { color: look.soft, fontSize: 11, formatter: (on) => day(on, "short"), hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: 1,
      interval: 0.25,
      axisLabel: { color: look.soft, fontSize: 11, formatter: (value) => `${Math.round(100 * value)}` },
      splitLine: { lineStyle: { color: look.line, width: 0.5 } },
    },
    tooltip: { trigger: "axis", formatter: (points) => tipOf(days[points[0].dataIndex], seen) },
    series: [
      { ...edge, name: "low", data: low },
      {
        ...edge,
        name: "range",
        data: high.map((value, k) => (value === null ? null : value - low[k])),
        areaStyle: { color: look.ink, opacity: 0.1 },
      },
      ...lines,
    ],
  };
}

function tipOf(on, seen) {
  const told = seen.get(on);
  return [
    day(on),
    ...(told ? ENDINGS.map((name) => `${t(`ends.${name}`)}: ${percent(told[name].p)}`) : [t("replay.unknown")]),
  ].join("\n");
}
