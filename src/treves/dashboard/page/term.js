/** A model word with its one-line meaning on the spot. */

import { announce } from "./announce.js";
import { h } from "./element.js";
import { t } from "./words.js";

const note = h("div", { class: "note", popover: "auto", id: "word-note" });
let shownFor = null;
note.addEventListener("toggle", (event) => {
  if (/** @type {any} */ (event).newState === "closed") {
    shownFor?.setAttribute("aria-expanded", "false");
    shownFor = null;
  }
});

/** @returns {HTMLElement} the one note all words share, to be put on the page once */
export const wordNote = () => note;

/**
 * @param {string} name its words stand under `term.NAME` and its meaning under `means.NAME`
 * @param {string} [label] another form of the word
 */
export const term = (name, label) => explained(label ?? t(`term.${name}`), t(`means.${name}`));

/**
 * A word with any meaning, for words of the case.
 * @param {string} label @param {string} meaning
 */
export function explained(label, meaning) {
  if (!meaning) return h("span", { text: label });
  const button = h("button", { class: "term", type: "button", text: label, "aria-expanded": "false" });
  button.addEventListener("click", () => {
    if (shownFor === button) return note.hidePopover();
    note.textContent = meaning;
    if (note.matches(":popover-open")) note.hidePopover();
    note.showPopover();
    shownFor = button;
    button.setAttribute("aria-expanded", "true");
    placeUnder(button);
    announce(`${label}: ${meaning}`);
  });
  return button;
}

function placeUnder(button) {
  const at = button.getBoundingClientRect();
  const left = Math.max(16, Math.min(at.left, document.documentElement.clientWidth - note.offsetWidth - 16));
  note.style.left = `${left + scrollX}px`;
  note.style.top = `${at.bottom + scrollY + 6}px`;
}
