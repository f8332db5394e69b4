/** What the reader has moved: a list of states to go back and forth in, and the tab and day that are looked at. */

import { readAddress, writeAddress } from "./address.js";
import { adjustmentOf, keyOf } from "./levers.js";

const PAUSE_MILLISECONDS = 1000; // after which a move of the same lever is a step of its own

/** @typedef {ReturnType<typeof createSession>} Session */

/** @param {string[]} tabs the tabs there are; the first is where one begins */
export function createSession(tabs) {
  const asked = readAddress();
  let tab = tabs.includes(asked.tab) ? asked.tab : tabs[0];
  let asOf = asked.as_of ?? null;
  let states = [asked.adjustments ?? []];
  let at = 0;
  let growing = "";
  let movedAt = 0;
  const listeners = new Set();

  function changed(what) {
    writeAddress({ tab, as_of: asOf, adjustments: states[at] });
    for (const listener of listeners) listener(what);
  }
  function push(adjustments, key) {
    const isSameMove = key && key === growing && performance.now() - movedAt < PAUSE_MILLISECONDS;
    if (isSameMove) states[at] = adjustments;
    else {
      states = [...states.slice(0, at + 1), adjustments];
      at = states.length - 1;
    }
    growing = key;
    movedAt = performance.now();
    changed("adjustments");
  }
  return {
    get tab() {
      return tab;
    },
    get asOf() {
      return asOf;
    },
    get adjustments() {
      return states[at];
    },
    get canUndo() {
      return at > 0;
    },
    get canRedo() {
      return at < states.length - 1;
    },
    /** @param {(what: string) => void} listener */
    listen(listener) {
      listeners.add(listener);
    },
    /** @param {string} chosen */
    openTab(chosen) {
      tab = chosen;
      changed("tab");
    },
    /** @param {string | null} on */
    goTo(on) {
      if (on !== asOf) {
        asOf = on;
        changed("as_of");
      }
    },
    /**
     * Put a lever at a value; moves of one lever in one go are one step back.
     * @param {import("./levers.js").Lever} lever @param {number | boolean | null} value
     */
    move(lever, value) {
      const others = states[at].filter((one) => keyOf(one) !== lever.key);
      push(value === lever.value ? others : [...others, adjustmentOf(lever, value)], lever.key);
    },
    /** What is moved next begins a new step. */
    settle() {
      growing = "";
    },
    /** @param {object[]} adjustments */
    take(adjustments) {
      push(adjustments, "");
    },
    reset() {
      asOf = null;
      if (states[at].length) push([], "");
      else changed("as_of");
    },
    undo() {
      if (at > 0) {
        at -= 1;
        growing = "";
        changed("adjustments");
      }
    },
    redo() {
      if (at < states.length - 1) {
        at += 1;
        growing = "";
        changed("adjustments");
      }
    },
    /** Follow an address that was typed or gone back to. */
    follow() {
      const place = readAddress();
      if (tabs.includes(place.tab)) tab = place.tab;
      asOf = place.as_of ?? null;
      const told = place.adjustments ?? [];
      if (JSON.stringify(told) !== JSON.stringify(states[at])) push(told, "");
      else changed("tab");
    },
  };
}
