/** All other levers, group by group; a group's controls are made when it is opened. */

import { fill, h } from "../../element.js";
import { leverControl } from "../../lever_control.js";
import { keyOf } from "../../levers.js";
import { t } from "../../words.js";

const GROUPS = ["agenda", "stakes", "council", "talks", "assumptions", "chain", "statements"];
const MANY = 12;

/** @param {import("../../study.js").Study} study */
export function leverGroups(study) {
  const groups = GROUPS.map((name) =>
    group(
      study,
      name,
      study.start.levers.filter((lever) => lever.group === name),
    ),
  ).filter(Boolean);
  return {
    node: h(
      "div",
      { class: "lever-groups" },
      h("h3", { text: t("levers.title") }),
      groups.map((one) => one.node),
    ),
    update() {
      for (const one of groups) one.update();
    },
  };
}

function group(study, name, levers) {
  if (!levers.length) return null;
  let controls = null;
  const inside = h("div", { class: "lever-list" });
  const moved = h("span", { class: "change" });
  const node = /** @type {HTMLDetailsElement} */ (
    h(
      "details",
      { "data-group": name },
      h("summary", {}, t(`group.${name}`), h("span", { class: "soft", text: ` ${levers.length} ` }), moved),
      inside,
    )
  );
  const keys = new Set(levers.map((lever) => lever.key));
  node.addEventListener("toggle", () => {
    if (!node.open || controls) return;
    controls = levers.map((lever) => ({
      words: wordsOf(study, lever).toLowerCase(),
      ...leverControl(study, lever, wordsOf(study, lever)),
    }));
    fill(
      inside,
      levers.length > MANY ? search(controls) : null,
      h("p", { class: "lead", text: t(`group.${name}.lead`) }),
      controls.map((one) => one.node),
    );
  });
  return {
    node,
    update() {
      const count = study.session.adjustments.filter((one) => keys.has(keyOf(one))).length;
      moved.textContent = count ? t("levers.moved", { count }) : "";
      if (node.open) controls?.forEach((one) => one.update());
    },
  };
}

function search(controls) {
  const box = h("input", {
    type: "search",
    placeholder: t("levers.search"),
    "aria-label": t("levers.search"),
    oninput: (event) => {
      const asked = event.target.value.toLowerCase();
      for (const one of controls) one.node.hidden = !one.words.includes(asked);
    },
  });
  return h("p", {}, box);
}

function wordsOf(study, lever) {
  if (lever.set === "place" || lever.set === "option") {
    const issue = study.facts.issues.find((one) => one.name === lever.issue);
    const label = issue?.options.find((one) => one.name === lever.option)?.label ?? lever.option;
    return `${issue?.label ?? lever.issue}: ${label}${lever.set === "place" ? ` (${t("lever.place")})` : ` (${t("lever.offered")})`}`;
  }
  return lever.words;
}
