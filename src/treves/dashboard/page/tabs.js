/** The parts of the page, in their order. */

import { chainTab } from "./tabs/chain.js";
import { glanceTab } from "./tabs/glance.js";
import { moveTab } from "./tabs/move.js";
import { replayTab } from "./tabs/replay.js";
import { reviewTab } from "./tabs/review.js";
import { variantsTab } from "./tabs/variants.js";

/** @type {Record<string, (study: import("./study.js").Study) => {node: HTMLElement, update: () => void}>} */
export const TABS = {
  glance: glanceTab,
  move: moveTab,
  variants: variantsTab,
  chain: chainTab,
  replay: replayTab,
  review: reviewTab,
};
