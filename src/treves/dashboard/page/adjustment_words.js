/** An adjustment in the reader's words. */

import { keyOf, shownOf, isShownWhole } from "./levers.js";
import { plain, signed } from "./numbers.js";
import { t } from "./words.js";

/** @param {import("./study.js").Study} study @param {any} adjustment @returns {string} */
export function wordsOf(study, adjustment) {
  const lever = study.levers.get(keyOf(adjustment));
  const issue = study.facts.issues.find((one) => one.name === adjustment.issue);
  const option = issue?.options.find((one) => one.name === adjustment.option)?.label;
  const party = study.facts.parties[adjustment.party] ?? adjustment.party;
  const kind = ["ideal", "reach", "red_line", "salience"].includes(adjustment.set)
    ? t(`term.${adjustment.set}`)
    : (option ?? lever?.words ?? keyOf(adjustment));
  const who = [party, issue?.label, kind]
    .filter((word) => word && word !== kind)
    .concat(kind)
    .join(" · ");
  return `${who}: ${valueWords(adjustment, lever)}`;
}

function valueWords(adjustment, lever) {
  const field = ["shift", "factor", "value", "count", "held", "offered", "used"].find((name) => name in adjustment);
  const value = adjustment[field];
  if (field === "held") return t(value ? "red_line.held" : "red_line.given_up");
  if (typeof value === "boolean") return t(value ? `is.${field}` : `is_not.${field}`);
  if (field === "factor") return `×${plain(value)}`;
  if (lever && isShownWhole(lever)) return `${plain(shownOf(lever, value))} (${signed(value)})`;
  return field === "shift"
    ? signed(value)
    : `${plain(value, 4)}${lever && lever.value !== null ? ` (${t("was", { value: plain(Number(lever.value), 4) })})` : ""}`;
}
