/** Which statements stand behind a number, and how much it moves without each. */

import { readFound } from "./reading.js";

/**
 * @typedef {{kind: "ending", name: string} | {kind: "exists"} | {kind: "deal", deal: any}
 *   | {kind: "cell", party: string, issue: string} | {kind: "stake", party: string}} About
 * @typedef {{statement: any, change: number | null}} Backing change is with it minus without it, 0-1
 */

/**
 * @param {import("./study.js").Study} study @param {About} about
 * @returns {Backing[]} those that move it most first
 */
export function statementsBehind(study, about) {
  const changes = changesOf(study, about);
  const names = namesOf(study, about);
  return study.start.statements
    .filter((one) => names.has(one.name))
    .map((statement) => ({ statement, change: changes.get(statement.name) ?? null }))
    .sort((one, other) => Math.abs(other.change ?? -1) - Math.abs(one.change ?? -1));
}

function namesOf(study, about) {
  if (about.kind === "cell") {
    const cell = readFound(study, "positions")?.find((one) => one.party === about.party && one.issue === about.issue);
    return new Set(cell?.statements ?? []);
  }
  if (about.kind === "stake")
    return new Set(readFound(study, "stakes")?.find((one) => one.party === about.party)?.statements ?? []);
  return new Set(study.start.statements.filter((one) => one.says !== "").map((one) => one.name));
}

function changesOf(study, about) {
  const found = study.found ?? study.findings;
  if (!found) return new Map();
  if (about.kind === "ending") {
    const field = { fall: "fall_change", accord: "accord_change" }[about.name];
    const told = (found.outcomes?.strains ?? []).filter((one) => one.kind === "statement" && field);
    return new Map(told.map((one) => [one.statement, one[field]]));
  }
  const field = about.kind === "deal" ? "best_deal_change" : "deal_exists_change";
  return new Map(found.influences.map((one) => [one.statement, one[field].value]));
}
