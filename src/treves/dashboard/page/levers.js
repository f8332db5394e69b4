/** Levers and adjustments: which lever an adjustment moves, and what a lever shows for a value. */

/**
 * @typedef {object} Lever
 * @property {string} key @property {string} set @property {string} party @property {string} issue
 * @property {string} option @property {string} name @property {string} group @property {string} words
 * @property {string} unit @property {string} field @property {"number" | "whole" | "flag"} kind
 * @property {number | boolean | null} value @property {number | null} now
 * @property {number | null} plausible_low @property {number | null} plausible_high the range it is believed to lie in
 * @property {number} low @property {number} high @property {number} step @property {string} source
 */

const KEYED = ["party", "issue", "option", "name", "statement"];

/** @param {any} adjustment @returns {string} the key of the lever it moves */
export const keyOf = (adjustment) =>
  [adjustment.set, ...KEYED.map((name) => adjustment[name]).filter(Boolean)].join(":");

/**
 * The adjustment that puts a lever at a value.
 * @param {Lever} lever @param {number | boolean} value
 */
export function adjustmentOf(lever, value) {
  const told = { set: lever.set };
  if (lever.set === "statement") told.statement = lever.name || lever.key.slice("statement:".length);
  else for (const name of ["party", "issue", "option", "name"]) if (lever[name]) told[name] = lever[name];
  if (lever.set !== "talks" && lever.set !== "assumption" && lever.set !== "rule" && lever.set !== "chain")
    delete told.name;
  told[lever.field] = value;
  return told;
}

/** What the lever is at now: as adjusted, else as in the case. @param {Lever} lever @param {any[]} adjustments */
export function valueOf(lever, adjustments) {
  const found = adjustments.find((one) => keyOf(one) === lever.key);
  return found ? found[lever.field] : lever.value;
}

/** A shift is shown as the number it leads to. @param {Lever} lever */
export const isShownWhole = (lever) => lever.field === "shift" && lever.now !== null;

/** @param {Lever} lever @param {number} value */
export const shownOf = (lever, value) => (isShownWhole(lever) ? tidy(lever.now + value) : value);

/** @param {Lever} lever @param {number} shown */
export const valueFrom = (lever, shown) => (isShownWhole(lever) ? tidy(shown - lever.now) : shown);

/** The ends of what a slider can show; scale points stay on the scale. @param {Lever} lever */
export function boundsOf(lever) {
  const [low, high] = [shownOf(lever, lever.low), shownOf(lever, lever.high)];
  return lever.set === "ideal" ? [Math.max(0, low), Math.min(100, high)] : [low, high];
}

/** Lose the dust of floating-point sums. @param {number} value */
export const tidy = (value) => Number(value.toFixed(6));
