/** The line that stays in sight: how the talks end now, how far that is from the base case, and the way back. */

import { announce } from "./announce.js";
import { h, set, tell } from "./element.js";
import { day, percent, points } from "./numbers.js";
import { readEndings, readExists } from "./reading.js";
import { ENDINGS } from "./study.js";
import { plural, t } from "./words.js";

const SHOWN = ["fall", "accord", "vote", "postponement", "exists"];

/** @param {import("./study.js").Study} study */
export function ledger(study) {
  const { session } = study;
  const cells = Object.fromEntries(SHOWN.map((name) => [name, cell(name)]));
  const undo = button("undo", () => session.undo());
  const redo = button("redo", () => session.redo());
  const reset = button("reset", () => session.reset());
  const count = h("span", { class: "soft" });
  const told = h("p", { class: "told" });
  const node = h(
    "div",
    { class: "ledger" },
    h(
      "div",
      { class: "page ledger-in" },
      h(
        "dl",
        { "aria-label": t("ledger.title") },
        SHOWN.map((name) => cells[name].node),
      ),
      h("div", { class: "steps", role: "group", "aria-label": t("ledger.steps") }, count, undo, redo, reset),
      told,
    ),
  );
  let last = "";
  return {
    node,
    update() {
      const endings = readEndings(study);
      const all = { ...(endings ?? {}), exists: readExists(study) };
      for (const name of SHOWN) cells[name].update(all[name] ?? null);
      set(node, { "aria-busy": String(study.isLooking) });
      undo.disabled = !session.canUndo;
      redo.disabled = !session.canRedo;
      reset.disabled = study.isBase;
      tell(
        count,
        study.isMoved
          ? plural("ledger.changes", session.adjustments.length)
          : study.isBase
            ? t("ledger.base")
            : t("ledger.as_of", { day: day(session.asOf) }),
      );
      tell(told, stateOf(study));
      const words = summary(endings, all.exists);
      if (words && !study.isLooking && words !== last) {
        if (last) announce(words);
        last = words;
      }
    },
  };
}

function cell(name) {
  const value = h("dd", {});
  const number = h("span", { text: "…" });
  const change = h("span", { class: "change" });
  value.append(number, change);
  const isLesser = name === "vote" || name === "postponement";
  return {
    node: h(
      "div",
      { class: isLesser ? "lesser" : "", "data-number": name },
      h("dt", { text: name === "exists" ? t("ledger.exists") : t(`ends.${name}`) }),
      value,
    ),
    update(told) {
      tell(number, told ? percent(told.value.p) : "…");
      tell(change, told && told.base !== null ? points(told.value.p - told.base) : "");
      set(value, { class: told?.isOld ? "is-old" : "" });
    },
  };
}

function button(name, act) {
  return /** @type {HTMLButtonElement} */ (
    h("button", { class: "act", type: "button", text: t(name), onclick: act, "data-step": name })
  );
}

/** Where the numbers are: worked out, being played, or missing with the reason. @param {import("./study.js").Study} study */
export function stateOf(study) {
  if (study.error) return t("state.failed", { why: study.error.message });
  const talks = study.parts.talks;
  if (study.found?.outcomes) return "";
  if (talks?.missing) return talks.missing;
  if (talks && !talks.is_final && !talks.isOld)
    return t("state.played", { done: talks.worlds_done, all: talks.worlds });
  if (study.isLooking && study.told) return t("start.compiling");
  if (study.isLooking) return t("state.looking");
  return talks?.game ? t("state.game", { game: talks.game }) : "";
}

function summary(endings, exists) {
  if (!endings || !exists) return "";
  return [
    ...ENDINGS.map((name) => `${t(`ends.${name}`)} ${percent(endings[name].value.p)}`),
    `${t("ledger.exists")} ${percent(exists.value.p)}`,
  ].join(", ");
}
