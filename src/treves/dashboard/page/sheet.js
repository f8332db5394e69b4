/** The side sheet: what stands behind a number. */

import { fill, h } from "./element.js";
import { statementsBehind } from "./evidence.js";
import { statementEntry } from "./statement_entry.js";
import { t } from "./words.js";

const sheet = /** @type {HTMLDialogElement} */ (h("dialog", { class: "sheet", "aria-labelledby": "sheet-title" }));
sheet.addEventListener("click", (event) => {
  if (event.target === sheet) sheet.close();
});

/** @returns {HTMLElement} to be put on the page once */
export const sideSheet = () => sheet;

/**
 * Open the statements behind a number.
 * @param {import("./study.js").Study} study
 * @param {import("./evidence.js").About} about
 * @param {string} title @param {string} told the number with its interval, in words
 */
export function openBehind(study, about, title, told) {
  const backings = statementsBehind(study, about);
  const isRanked = backings.some((one) => one.change !== null);
  openSheet(
    title,
    h("p", { class: "standfirst", text: told }),
    h("p", {
      class: "lead",
      text: backings.length === 0 ? t("sheet.none") : t(isRanked ? "sheet.ranked" : "sheet.unranked"),
    }),
    h(
      "ol",
      { class: "statements" },
      backings.map((one) => statementEntry(study, one, () => openBehind(study, about, title, told))),
    ),
  );
}

/** @param {string} title @param {...(Node | null)} content */
export function openSheet(title, ...content) {
  fill(
    sheet,
    h(
      "div",
      { class: "sheet-head" },
      h("h2", { id: "sheet-title", text: title }),
      h("button", { class: "act", type: "button", text: t("close"), onclick: () => sheet.close() }),
    ),
    content,
  );
  if (!sheet.open) sheet.showModal();
  sheet.scrollTop = 0;
}

/**
 * A number that opens what stands behind it.
 * @param {() => [import("./evidence.js").About, string, string]} what made when it is opened
 * @param {import("./study.js").Study} study
 */
export function opener(study, what) {
  return h("button", { class: "opens", type: "button", onclick: () => openBehind(study, ...what()) });
}
