/** Where one statement ends and the next begins: pick the first word of the second. */

import { h } from "../../element.js";
import { t } from "../../words.js";

/**
 * @param {any} row
 * @param {(spans: {start: number, end: number}[]) => void} onSplit spans in code points of the report
 */
export function splitForm(row, onSplit) {
  const words = [...row.text.matchAll(/\S+/gu)];
  const at = (index) => Array.from(row.text.slice(0, index)).length;
  return h(
    "div",
    { class: "split" },
    h("h4", { text: t("review.split_title") }),
    h(
      "p",
      { class: "split-words" },
      words.map((word, k) => {
        if (k === 0) return h("span", { text: `${word[0]} ` });
        const before = words[k - 1];
        const spans = [
          { start: row.start, end: row.start + at(before.index + before[0].length) },
          { start: row.start + at(word.index), end: row.end },
        ];
        return h("button", { type: "button", class: "act", text: word[0], onclick: () => onSplit(spans) });
      }),
    ),
  );
}
