/** Numbers, intervals and dates as the report writes them. */

import { currentLanguage, t } from "./words.js";

/** @typedef {{p: number, low: number | null, high: number | null}} Probability */

const MINUS = "\u2212";

/**
 * @param {number} p 0-1
 * @returns {string} percent, with "<1" and ">99" for what is not quite nothing or certain
 */
export function percent(p) {
  return `${bare(p)}\u2009%`;
}

function bare(p) {
  const points = 100 * p;
  if (points > 0.001 && points < 0.5) return "<1";
  if (points < 99.999 && points > 99.5) return ">99";
  return String(Math.round(points));
}

/**
 * @param {Probability} value
 * @returns {string} "12–48 %", or the words that it follows
 */
export function interval(value) {
  if (value.low === null || value.low === undefined) return t("interval.follows");
  const [low, high] = [bare(value.low), bare(value.high)];
  return low === high ? `${low}\u2009%` : `${low}–${high}\u2009%`;
}

/**
 * @param {number} change of a probability, -1 to 1
 * @returns {string} signed percentage points
 */
export function points(change) {
  const told = Math.round(100 * change);
  return told === 0 ? "±0" : `${told > 0 ? "+" : MINUS}${Math.abs(told)}`;
}

/**
 * @param {number} value
 * @param {number} [digits] at most so many after the point
 */
export function plain(value, digits = 2) {
  const told = new Intl.NumberFormat(currentLanguage(), {
    maximumFractionDigits: digits,
    signDisplay: "negative",
  }).format(value);
  return told.replace("-", MINUS);
}

/**
 * @param {number} value
 * @param {number} [digits]
 */
export const signed = (value, digits = 2) => `${Number(value.toFixed(digits)) > 0 ? "+" : ""}${plain(value, digits)}`;

/**
 * @param {string} on ISO day
 * @param {"long" | "short"} [length] the short one leaves the year out
 */
export function day(on, length = "long") {
  const form = { day: "numeric", month: length, timeZone: "UTC", ...(length === "long" ? { year: "numeric" } : {}) };
  return new Intl.DateTimeFormat(currentLanguage() === "en" ? "en-GB" : currentLanguage(), form).format(new Date(on));
}

/** @param {string} on ISO day */
export function month(on) {
  return new Intl.DateTimeFormat(currentLanguage() === "en" ? "en-GB" : currentLanguage(), {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(on));
}
