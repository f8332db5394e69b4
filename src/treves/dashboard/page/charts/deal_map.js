/** The deal map: the best chance that all accept, for every pair of options. */

import { percent } from "../numbers.js";
import { readFound } from "../reading.js";
import { colours } from "../theme.js";
import { t } from "../words.js";
import { chart } from "./library.js";

const STEPS = 9;
const LABELS_SHARE = 0.42;
const ROOM_FOR_NUMBERS = 20;
const LETTER_PIXELS = 6.6; // of a letter of a label, rather too wide than too narrow
const ROOM_FOR_OPTIONS = 12; // pixels of a cell below which only issues are named

/** @param {import("../study.js").Study} study @param {boolean} isSmall */
export function dealMap(study, isSmall) {
  let drawnFor = null;
  const side = (count, width) => Math.min(isSmall ? 26 : 44, Math.floor((width * (1 - LABELS_SHARE)) / count));
  const made = chart({
    label: t("map.title"),
    height: (width) => {
      const grid = readFound(study, "acceptance_map");
      return grid ? side(grid.options.length, width) * grid.options.length + 8 : 100;
    },
    option: (look, width) => {
      const grid = readFound(study, "acceptance_map");
      return grid ? optionOf(study, grid, look, side(grid.options.length, width), width) : null;
    },
  });
  return {
    node: made.node,
    update() {
      const grid = readFound(study, "acceptance_map");
      if (grid !== drawnFor) {
        drawnFor = grid;
        made.update();
      }
    },
  };
}

function optionOf(study, grid, look, cell, width) {
  const count = grid.options.length;
  const shades = colours(...Array.from({ length: STEPS }, (_, k) => `s${k}`));
  const types = colours(...Array.from({ length: STEPS }, (_, k) => `t${k}`));
  const top = Math.max(0.01, ...grid.best.flat().filter((value) => value !== null));
  const names = grid.options.map(([issue, option]) => labelsOf(study, issue, option));
  const cells = [];
  grid.best.forEach((row, y) =>
    row.forEach((value, x) => {
      if (x > y || value === null) return;
      const step = value < 0.005 ? 0 : Math.max(1, Math.min(STEPS - 1, Math.floor((value / top) * STEPS)));
      cells.push({ value: [x, y, value], itemStyle: { color: shades[step] }, label: { color: types[step] } });
    }),
  );
  const axis = { type: "category", data: names.map((name) => name.option), show: false };
  return {
    grid: { left: 0, top: 4, width: cell * count, height: cell * count },
    xAxis: axis,
    yAxis: { ...axis, inverse: true },
    tooltip: { formatter: (point) => tipOf(names, point) },
    series: [
      {
        type: "heatmap",
        data: cells,
        itemStyle: { borderColor: look.paper, borderWidth: cell < ROOM_FOR_OPTIONS ? 0.5 : 1 },
        emphasis: { itemStyle: { borderColor: look.ink } },
        label: {
          show: cell >= ROOM_FOR_NUMBERS,
          fontSize: cell < 26 ? 10 : 11,
          formatter: (point) => String(Math.round(100 * point.value[2])),
        },
      },
      {
        type: "scatter",
        symbolSize: 0.01,
        silent: true,
        z: 3,
        data: names.map((name, k) => [k, k]),
        label: {
          show: true,
          position: "right",
          distance: cell / 2 + 4,
          color: look.ink,
          fontSize: cell < ROOM_FOR_OPTIONS ? 10 : Math.min(12, cell - 1),
          formatter: (point) => shorten(point.dataIndex, names, cell, width),
        },
      },
    ],
  };
}

function labelsOf(study, issue, option) {
  const found = study.facts.issues.find((one) => one.name === issue);
  return { issue: found.label, option: found.options.find((one) => one.name === option)?.label ?? option };
}

/** The first option of an issue also bears the issue's name; where there is little room, that is all. */
function shorten(k, names, cell, width) {
  const { issue, option } = names[k];
  const isFirst = k === 0 || names[k - 1].issue !== issue;
  const told = cell < ROOM_FOR_OPTIONS ? (isFirst ? issue : "") : isFirst ? `${issue}: ${option}` : option;
  const most = Math.floor((width - cell * (k + 1) - 8) / LETTER_PIXELS);
  return told.length > most ? `${told.slice(0, most - 1)}…` : told;
}

function tipOf(names, point) {
  if (!point.value || point.value.length < 3) return "";
  const [x, y, value] = point.value;
  const both = x === y ? `“${names[x].option}”` : `“${names[x].option}” + “${names[y].option}”`;
  return `${both}\n${t("map.tip", { p: percent(value) })}`;
}
