/** What stands on the page now: a full run's numbers for the case as it is, else those of the newest look. */

import { ENDINGS } from "./study.js";

/**
 * @typedef {object} Ending
 * @property {import("./numbers.js").Probability} value @property {number | null} base
 * @property {boolean} isOld whether it stems from before the last move @property {[number, number] | null} played
 */

/** @param {import("./study.js").Study} study @returns {Record<string, Ending> | null} */
export function readEndings(study) {
  const talks = study.parts.talks;
  const outcomes = study.found?.outcomes;
  if (outcomes)
    return each((name) => ({
      value: outcomes[name],
      base: baseOf(study, study.findings?.outcomes?.[name]),
      isOld: false,
      played: null,
    }));
  if (!talks || talks.accord === null || talks.accord === undefined) return null;
  const played = talks.is_final ? null : [talks.worlds_done, talks.worlds];
  return each((name) => ({
    value: talks[name],
    base: !study.isMoved ? null : pOf(talks.base?.[name]),
    isOld: Boolean(talks.isOld),
    played,
  }));
}

/** A number alone is a probability whose interval follows. @param {any} told */
export const asProbability = (told) => (typeof told === "number" ? { p: told, low: null, high: null } : told);

const pOf = (told) => (told === null || told === undefined ? null : asProbability(told).p);

const each = (make) => Object.fromEntries(ENDINGS.map((name) => [name, make(name)]));

/** Where the case as it is stands, for a full run of something else; like is set beside like. */
const baseOf = (study, told) => (study.isMoved && told ? told.p : null);

/** @param {import("./study.js").Study} study @returns {Ending | null} that some deal exists */
export function readExists(study) {
  const headline = (found) => found?.headlines.find((one) => one.name === "deal_exists")?.probability;
  const found = headline(study.found);
  if (found) return { value: found, base: baseOf(study, headline(study.findings)), isOld: false, played: null };
  const deals = study.parts.deals;
  if (!deals) return null;
  return {
    value: deals.exists,
    base: !study.isMoved ? null : pOf(deals.base_exists),
    isOld: Boolean(deals.isOld),
    played: null,
  };
}

/** @param {import("./study.js").Study} study @returns {any[] | null} deals in the form of a look */
export function readDeals(study) {
  if (study.found) return study.found.deals.map((deal, k) => fromFindings(deal, k));
  return study.parts.deals?.deals ?? null;
}

function fromFindings(deal, k) {
  return {
    letter: String.fromCharCode(65 + k),
    role: deal.role,
    why_listed: deal.why_listed,
    words: deal.words,
    package: deal.package,
    p: deal.probability_all_accept,
    base_p: null,
    blocked_by: deal.blocked_by,
    obstacle: deal.obstacle,
    accepts: Object.fromEntries(deal.parties.map((view) => [view.party, view.accepts])),
  };
}

/** @param {import("./study.js").Study} study @param {"positions" | "blocking" | "stakes" | "acceptance_map"} name */
export function readFound(study, name) {
  if (study.found) return study.found[name];
  return study.parts.deals?.[name] ?? study.findings?.[name] ?? null;
}

/** @param {import("./study.js").Study} study @returns {any[]} with how the talks end in each, once that is known */
export function readSessions(study) {
  const outcomes = study.found?.outcomes;
  const told = outcomes?.by_session ?? study.parts.talks?.by_session;
  if (told?.length) return told;
  const held = study.start.days.flatMap((one) => one.sessions.map((session) => ({ session, on: one.on })));
  return held.filter((one) => one.on >= (study.session.asOf ?? study.start.as_of));
}

/** @param {import("./study.js").Study} study @returns {any[] | null} who brings about the fall */
export function readLeavers(study) {
  const outcomes = study.found?.outcomes;
  return outcomes?.by_leaver ?? study.parts.talks?.leavers ?? null;
}

/** @param {import("./study.js").Study} study @returns {any | null} */
export function readConsequences(study) {
  if (study.found?.consequences) return study.found.consequences;
  return study.parts.chain?.consequences ?? null;
}
