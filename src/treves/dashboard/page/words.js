/** The page's own words in the reader's language; the case keeps its own. */

import en from "./words/en.js";
import nl from "./words/nl.js";

const BOOKS = { en, nl };
const KEPT = "treves-language";
let language = "en";

/** Take the language the reader chose before, else that of the browser where there is a dictionary. */
export function startLanguage() {
  const asked = [localStorage.getItem(KEPT), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  language = asked.find((tag) => tag && tag in BOOKS) ?? "en";
  document.documentElement.lang = language;
}

/** @returns {string} */
export const currentLanguage = () => language;

/** @param {string} chosen */
export function chooseLanguage(chosen) {
  localStorage.setItem(KEPT, chosen);
  language = chosen;
  document.documentElement.lang = chosen;
}

/**
 * Look a text up and put values in its {places}.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const text = BOOKS[language][key];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * One of two texts, by number.
 * @param {string} key its singular; the plural is under `key.many`
 * @param {number} count
 * @param {Record<string, string | number>} [values]
 */
export const plural = (key, count, values = {}) => t(count === 1 ? key : `${key}.many`, { count, ...values });

/** @param {string} key */
export const hasWords = (key) => key in BOOKS[language];
