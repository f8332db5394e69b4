/** The room at a glance: how the talks may end, the days left, the best deals, who stands in the way. */

import { h, tell } from "../element.js";
import { figure } from "../figure.js";
import { headline } from "../marks/headline.js";
import { timeline } from "../marks/timeline.js";
import { day, interval, percent } from "../numbers.js";
import { asProbability, readDeals, readEndings, readExists, readFound, readSessions } from "../reading.js";
import { methodNotes } from "../sources.js";
import { ENDINGS } from "../study.js";
import { plural, t } from "../words.js";
import { blockers } from "./glance/blockers.js";
import { dealList } from "./glance/deal_list.js";
import { dealMapFigure } from "./glance/map_figure.js";

const LONGEST_WORDS = 90; // of a package that is told in the opening; longer ones stand in the list

/** @param {import("../study.js").Study} study */
export function glanceTab(study) {
  const standfirst = h("p", { class: "standfirst" });
  const heads = Object.fromEntries(ENDINGS.map((name) => [name, headline(study, name, { kind: "ending", name })]));
  const exists = headline(study, "exists", { kind: "exists" });
  const days = timeline({ deadline: study.facts.deadline });
  const deals = dealList(study);
  const inTheWay = blockers(study);
  const map = dealMapFigure(study);
  const node = h(
    "section",
    { class: "part glance" },
    h("h2", { text: t("tab.glance") }),
    h("div", { class: "opening" }, standfirst, exists.node),
    figure({
      name: "endings",
      title: t("endings.title"),
      lead: t("endings.lead"),
      chart: h(
        "div",
        { class: "heads" },
        ["fall", "accord", "vote", "postponement"].map((name) => heads[name].node),
      ),
      table: () => endingsTable(study),
      sources: () => methodNotes(study, ["outcomes", "intervals"]),
    }),
    figure({
      name: "sessions",
      title: t("timeline.title"),
      lead: t("timeline.lead"),
      chart: days.node,
      table: () => sessionsTable(study),
      sources: () => methodNotes(study, ["outcomes"]),
    }),
    figure({
      name: "deals",
      title: t("deals.title"),
      lead: t("deals.lead"),
      chart: deals.node,
      table: () => deals.table(),
      sources: () => methodNotes(study, ["acceptance", "deals"]),
    }),
    figure({
      name: "in-the-way",
      title: t("blocking.title"),
      lead: t("blocking.lead"),
      chart: inTheWay.node,
      table: () => inTheWay.table(),
      sources: () => methodNotes(study, ["acceptance"]),
    }),
    map.node,
  );
  return {
    node,
    update() {
      const endings = readEndings(study);
      if (endings && !study.isLooking) study.wantChain();
      const missing = study.parts.talks?.missing || study.findings?.outcomes_missing || (study.error?.message ?? "");
      for (const name of ENDINGS) heads[name].update(endings?.[name] ?? null, missing);
      exists.update(readExists(study), study.error?.message ?? "");
      days.update(study.session.asOf ?? study.start.as_of, readSessions(study));
      deals.update();
      inTheWay.update();
      map.update();
      tell(standfirst, opening(study, endings));
    },
  };
}

function opening(study, endings) {
  const told = [
    plural("opening.as_of", study.start.statements.length, {
      day: day(study.session.asOf ?? study.start.as_of),
      deadline: day(study.facts.deadline),
    }),
  ];
  if (endings) {
    const { fall, accord } = endings;
    const range = (one) => (one.value.low === null || one.value.low === undefined ? "" : ` (${interval(one.value)})`);
    told.push(
      t("opening.ends", { fall: percent(fall.value.p) + range(fall), accord: percent(accord.value.p) + range(accord) }),
    );
  }
  const [best] = readDeals(study) ?? [];
  if (best)
    told.push(
      t("opening.deal", { words: best.words.length <= LONGEST_WORDS ? ` (${best.words})` : "", p: percent(best.p.p) }),
    );
  const most = [...(readFound(study, "blocking") ?? [])].sort(
    (one, other) => other.stands_alone_between.p - one.stands_alone_between.p,
  )[0];
  if (most && most.stands_alone_between.p >= 0.01)
    told.push(t("opening.blocks", { party: study.facts.parties[most.party], p: percent(most.stands_alone_between.p) }));
  return told.join(" ");
}

function endingsTable(study) {
  const endings = readEndings(study);
  return {
    head: [t("table.ending"), "p", t("table.low"), t("table.high"), t("table.base")],
    rows: ENDINGS.map((name) => [
      t(`term.${name}`),
      ...(endings
        ? [endings[name].value.p, endings[name].value.low, endings[name].value.high, endings[name].base]
        : [null, null, null, null]),
    ]),
  };
}

function sessionsTable(study) {
  return {
    head: [t("table.session"), t("table.on"), ...ENDINGS.map((name) => t(`term.${name}`))],
    rows: readSessions(study).map((one) => [
      one.session,
      one.on,
      ...ENDINGS.map((name) => (one[name] ? asProbability(one[name]).p : null)),
    ]),
  };
}
