/** A figure with its four faces: picture, table, sources, download. */

import { csvOf, download } from "./download.js";
import { fill, h } from "./element.js";
import { pictureOf } from "./picture_file.js";
import { t } from "./words.js";

/**
 * @typedef {object} Table
 * @property {string[]} head @property {(string | number | null)[][]} rows
 */

/**
 * @param {object} given
 * @param {string} given.name of files
 * @param {string | Node} given.title
 * @param {string | Node} [given.lead]
 * @param {Node} given.chart
 * @param {() => Table} given.table made when it is looked at
 * @param {() => Node[]} given.sources what it rests on
 * @param {string} [given.classes]
 */
export function figure({ name, title, lead, chart, table, sources, classes = "" }) {
  const picture = h("div", { class: "face picture" }, chart);
  const other = h("div", { class: "face other", hidden: true, tabindex: "-1" });
  const buttons = ["chart", "table", "sources"].map((face) =>
    h("button", {
      class: "act",
      type: "button",
      text: t(`face.${face}`),
      "aria-pressed": String(face === "chart"),
      onclick: () => show(face),
    }),
  );
  const csv = h("button", {
    class: "act",
    type: "button",
    text: t("face.csv"),
    onclick: () => download(`${name}.csv`, "text/csv", csvOf(table())),
  });
  const svg = h("button", {
    class: "act",
    type: "button",
    text: t("face.svg"),
    onclick: () => {
      show("chart");
      download(`${name}.svg`, "image/svg+xml", pictureOf(picture));
    },
  });
  function show(face) {
    buttons.forEach((button, k) =>
      button.setAttribute("aria-pressed", String(["chart", "table", "sources"][k] === face)),
    );
    picture.hidden = face !== "chart";
    other.hidden = face === "chart";
    other.className = `face other ${face}`;
    if (face === "table") fill(other, drawTable(table(), String(title instanceof Node ? title.textContent : title)));
    if (face === "sources") fill(other, sources());
  }
  const label = h("h3", {}, title);
  return h(
    "figure",
    { class: classes },
    h("figcaption", {}, label, lead ? h("p", { class: "lead" }, lead) : null),
    picture,
    other,
    h("div", { class: "faces", role: "group", "aria-label": t("face.group") }, buttons, csv, svg),
  );
}

/** @param {Table} table @param {string} caption */
export function drawTable(table, caption) {
  const cell = (value) =>
    value === null || value === undefined
      ? "–"
      : typeof value === "number"
        ? String(Number(value.toPrecision(4)))
        : value;
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", { text: caption, class: "unseen" }),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          table.head.map((text) => h("th", { scope: "col", text })),
        ),
      ),
      h(
        "tbody",
        {},
        table.rows.map((row) =>
          h(
            "tr",
            {},
            row.map((value, k) =>
              k === 0 ? h("th", { scope: "row", text: cell(value) }) : h("td", { text: cell(value) }),
            ),
          ),
        ),
      ),
    ),
  );
}
