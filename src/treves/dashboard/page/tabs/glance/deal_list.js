/** The packages nearest to a deal: how likely all accept, who does not, and what it would do to the chain. */

import { fill, h, tell } from "../../element.js";
import { interval, percent, plain, points } from "../../numbers.js";
import { readConsequences, readDeals } from "../../reading.js";
import { opener } from "../../sheet.js";
import { strip } from "../../marks/strip.js";
import { t } from "../../words.js";

const FIRST = 3;

/** @param {import("../../study.js").Study} study */
export function dealList(study) {
  const list = h("ol", { class: "deals" });
  const more = h("button", {
    class: "act",
    type: "button",
    onclick: () => {
      isLong = !isLong;
      update();
    },
  });
  let isLong = false;
  let rows = [];

  function update() {
    const deals = readDeals(study);
    if (!deals) return;
    const shown = isLong ? deals : deals.slice(0, FIRST);
    if (rows.length !== shown.length) {
      rows = shown.map(() => dealRow(study));
      fill(
        list,
        rows.map((row) => row.node),
      );
    }
    shown.forEach((deal, k) => rows[k].update(deal));
    more.hidden = deals.length <= FIRST;
    tell(more, isLong ? t("deals.fewer") : t("deals.more", { count: deals.length }));
  }
  return {
    node: h("div", {}, list, more),
    update,
    table: () => ({
      head: [
        t("table.package"),
        "p",
        t("table.low"),
        t("table.high"),
        t("table.base"),
        ...Object.keys(study.facts.parties),
        t("table.obstacle"),
      ],
      rows: (readDeals(study) ?? []).map((deal) => [
        `${deal.letter}: ${deal.words}`,
        deal.p.p,
        deal.p.low,
        deal.p.high,
        deal.base_p,
        ...Object.keys(study.facts.parties).map((party) => deal.accepts[party]?.p ?? null),
        deal.obstacle,
      ]),
    }),
  };
}

function dealRow(study) {
  let shown = null;
  const number = opener(study, () => [
    { kind: "deal", deal: shown },
    shown.words,
    `${percent(shown.p.p)} (${interval(shown.p)}): ${t("plain.deal")}.`,
  ]);
  const title = h("h4", {});
  const change = h("span", { class: "change" });
  const told = h("p", { class: "small soft" });
  const words = h("p", { class: "deal-words" });
  const why = h("p", { class: "soft" });
  const chain = h("ul", { class: "effects" });
  const mark = strip();
  const accepts = Object.keys(study.facts.parties).map((party) => ({
    party,
    mark: strip({ isSmall: true }),
    number: h("span", { class: "num" }),
  }));
  const node = h(
    "li",
    {},
    h("div", {}, title, h("p", { class: "big" }, number), h("div", { class: "axis" }, mark.node), told, change),
    h("div", {}, words, why, chain),
    h(
      "ul",
      { class: "accepts", "aria-label": t("deals.accepts") },
      accepts.map((one) =>
        h("li", {}, h("b", { text: one.party }), h("div", { class: "axis" }, one.mark.node), one.number),
      ),
    ),
  );
  return {
    node,
    update(deal) {
      shown = deal;
      tell(title, deal.why_listed);
      tell(number, percent(deal.p.p));
      number.setAttribute("aria-label", `${t("plain.deal")}: ${percent(deal.p.p)}, ${t("sheet.open")}`);
      tell(told, deal.p.low === null ? t("interval.follows") : t("interval.is", { interval: interval(deal.p) }));
      const base = !study.isMoved ? null : (deal.base_p?.p ?? deal.base_p ?? null);
      tell(change, base === null ? "" : t("points", { change: points(deal.p.p - base) }));
      mark.update(deal.p, base);
      tell(words, `${deal.letter} · ${deal.words}`);
      tell(why, deal.obstacle);
      for (const one of accepts) {
        const view = deal.accepts[one.party];
        one.mark.update(view ?? null);
        tell(one.number, view ? percent(view.p) : "–");
      }
      tellChain(chain, study, deal);
    },
  };
}

/** Lines on what a package would do, where the case has a chain. */
function tellChain(node, study, deal) {
  const consequences = readConsequences(study);
  const found = consequences?.packages.find((one) =>
    Object.entries(deal.package).every(([issue, option]) => one.package[issue] === option),
  );
  const lines = (found?.differences ?? []).slice(0, 4).map((one) => {
    const measure = consequences.measures.find((told) => told.name === one.measure);
    return `${measure.words}: ${plain(one.value, 0)} (${plain(one.low, 0)} ${t("to")} ${plain(one.high, 0)}) ${measure.unit}`;
  });
  const isWaiting = !consequences && study.hasChain;
  const told = `${isWaiting}${lines.join("\n")}`;
  if (node.dataset.told === told) return;
  node.dataset.told = told;
  fill(
    node,
    isWaiting ? h("li", { class: "soft", text: t("chain.waiting") }) : null,
    lines.map((text) => h("li", { text })),
  );
}
