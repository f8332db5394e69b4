/** What changed, told to those who listen rather than look; only the last of a burst is told. */

import { h } from "./element.js";

const PAUSE_MILLISECONDS = 700;
const region = h("p", { class: "unseen", role: "status", "aria-live": "polite", id: "announced" });
let waiting = 0;

/** @returns {HTMLElement} to be put on the page once */
export const liveRegion = () => region;

/** @param {string} text */
export function announce(text) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    region.textContent = text;
  }, PAUSE_MILLISECONDS);
}
