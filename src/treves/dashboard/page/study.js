/** The study as it is looked at: what the case says, what a full run found, and what the newest look has told so far. */

import { createLooking } from "./looking.js";

export const ENDINGS = ["accord", "vote", "postponement", "fall"];

const FOLLOWING = ["by_session", "leavers", "stories", "blocking"];

/** @typedef {ReturnType<typeof createStudy>} Study */

/**
 * @param {any} start the answer of /api/start
 * @param {import("./server.js").Server} server
 * @param {import("./session.js").Session} session
 */
export function createStudy(start, server, session) {
  const listeners = new Set();
  const parts = { deals: null, talks: null, chain: null };
  let findings = start.findings;
  let levers = leversOf(start);
  const foundOf = new Map();
  let isLooking = false;
  let error = null;
  let told = "";
  let frame = 0;
  let wantsChain = false;
  let askedAt = 0;

  function changed() {
    if (frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      for (const listener of listeners) listener();
    });
  }
  const name = crypto.randomUUID();
  const looking = createLooking(
    server,
    name,
    (part) => {
      told = part.part === "told" ? part.words : "";
      if (!(part.part in parts)) {
        changed();
        return;
      }
      parts[part.part] = keepWhatFollows(parts[part.part], part);
      if (part.part === "deals") performance.measure("treves-deals", { start: askedAt });
      if (part.part === "talks" && part.is_final) performance.measure("treves-talks", { start: askedAt });
      changed();
    },
    (failed) => {
      isLooking = false;
      told = "";
      error = failed;
      if (!failed && wantsChain && (!parts.chain || parts.chain.isOld))
        chainLooking.ask({ ...question(), want: ["chain"] });
      changed();
    },
  );
  const chainLooking = createLooking(
    server,
    `${name}-chain`,
    (part) => {
      if (part.part === "chain") parts.chain = part;
      changed();
    },
    (failed) => {
      error = failed ?? error;
      changed();
    },
  );
  const question = () => ({ adjustments: session.adjustments, as_of: session.asOf });
  function look() {
    isLooking = true;
    error = null;
    askedAt = performance.now();
    if (parts.talks) parts.talks = { ...parts.talks, isOld: true };
    if (parts.deals) parts.deals = { ...parts.deals, isOld: true };
    if (parts.chain) parts.chain = { ...parts.chain, isOld: true };
    chainLooking.stop();
    looking.ask({ ...question(), want: ["deals", "talks"] });
    changed();
  }
  session.listen((what) => (what === "tab" ? changed() : look()));

  return {
    start,
    server,
    session,
    facts: start.facts,
    get levers() {
      return levers;
    },
    /** Ask for the case again, after a review has changed what is in it. */
    async refresh() {
      Object.assign(start, await server.get("/api/start"));
      levers = leversOf(start);
      findings = start.findings;
      foundOf.clear();
      look();
    },
    get findings() {
      return findings;
    },
    get parts() {
      return parts;
    },
    get isLooking() {
      return isLooking;
    },
    /** What the server says it is doing before the first part comes; empty where a part has come. */
    get told() {
      return told;
    },
    get error() {
      return error;
    },
    /** Something is moved, so that there is a change to tell. */
    get isMoved() {
      return session.adjustments.length > 0;
    },
    /** Nothing is moved and the day is that of the case. */
    get isBase() {
      return !session.adjustments.length && (!session.asOf || session.asOf === start.as_of);
    },
    /** @param {() => void} listener called at most once a frame */
    listen(listener) {
      listeners.add(listener);
    },
    look,
    changed,
    /** What a full run found of exactly what is looked at; null where there was none. */
    get found() {
      if (session.asOf && session.asOf !== start.as_of) return null;
      return session.adjustments.length ? (foundOf.get(sameOf(session.adjustments)) ?? null) : findings;
    },
    /** @param {object[]} adjustments @param {any} found by a finished full run of the case so adjusted */
    takeFindings(adjustments, found) {
      if (adjustments.length) foundOf.set(sameOf(adjustments), found);
      else findings = found;
      changed();
    },
    get hasChain() {
      return Boolean(findings?.consequences) || start.levers.some((lever) => lever.group === "chain");
    },
    /** Ask for the chain too, from now on: after each look, since it takes longest. */
    wantChain() {
      if (wantsChain || !this.hasChain || (findings?.consequences && this.isBase)) return;
      wantsChain = true;
      if (!isLooking) chainLooking.ask({ ...question(), want: ["chain"] });
    },
  };
}

const leversOf = (start) => new Map(start.levers.map((lever) => [lever.key, lever]));

/** The same text for the same adjustments, whatever their order and whoever wrote them down. @param {object[]} adjustments */
const sameOf = (adjustments) =>
  JSON.stringify(
    adjustments
      .map((one) =>
        JSON.stringify(
          Object.entries(one)
            .filter(([, value]) => value !== "" && value !== null)
            .sort(),
        ),
      )
      .sort(),
  );

/** Lists that come only with the last part keep their old contents until then, so that nothing jumps. */
function keepWhatFollows(old, part) {
  const kept = FOLLOWING.filter((name) => old && !part.is_final && part[name]?.length === 0);
  return { ...part, ...Object.fromEntries(kept.map((name) => [name, old[name]])) };
}
