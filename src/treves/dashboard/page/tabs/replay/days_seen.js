/** What is known of each day: from a full run, from days that were looked at, and from working out the rest on request. */

import { createLooking } from "../../looking.js";
import { ENDINGS } from "../../study.js";

/** @param {import("../../study.js").Study} study @param {{on: string}[]} days */
export function daysSeen(study, days) {
  const seen = new Map();
  const { session } = study;
  let seenFor = null;

  function begin() {
    if (seenFor === session.adjustments) return;
    seenFor = session.adjustments;
    seen.clear();
    if (seenFor.length === 0) for (const one of study.findings?.outcomes?.replay ?? []) seen.set(one.on, one);
  }
  function keep(talks) {
    if (talks?.is_final && !talks.isOld && talks.fall && !seen.has(talks.as_of)) {
      seen.set(talks.as_of, { on: talks.as_of, ...Object.fromEntries(ENDINGS.map((name) => [name, talks[name]])) });
    }
  }
  const lookAt = (on) =>
    new Promise((done) => {
      const adjustments = session.adjustments;
      createLooking(
        study.server,
        `replay-${on}`,
        (part) => {
          if (part.part === "talks" && adjustments === session.adjustments) keep(part);
        },
        done,
      ).ask({ adjustments, as_of: on, want: ["talks"] });
    });
  begin();
  return {
    seen,
    remember() {
      begin();
      keep(study.parts.talks);
    },
    /** Work out every day that is not known, one after another. @param {() => void} onDay */
    async workOut(onDay) {
      for (const { on } of days) {
        if (seen.has(on)) continue;
        await lookAt(on);
        onDay();
      }
    },
  };
}
