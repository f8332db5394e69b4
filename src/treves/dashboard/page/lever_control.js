/** What moves a lever: slider and number box as two views of one value, or a choice; the base case stays marked. */

import { h, set, tell } from "./element.js";
import { boundsOf, shownOf, tidy, valueFrom, valueOf } from "./levers.js";
import { plain, signed } from "./numbers.js";
import { explained } from "./term.js";
import { hasWords, t } from "./words.js";

const LONGEST_UNIT = 22;
let made = 0;

/**
 * @param {import("./study.js").Study} study
 * @param {import("./levers.js").Lever} lever
 * @param {string} [label]
 */
export function leverControl(study, lever, label) {
  if (lever.kind === "flag")
    return lever.set === "red_line" ? threeWay(study, lever, label) : flag(study, lever, label);
  return slider(study, lever, label);
}

/** The words of a lever with where its number comes from on the spot. */
function labelled(lever, label) {
  const kind = hasWords(`means.lever.${lever.set}`) ? `${t(`means.lever.${lever.set}`)} ` : "";
  const told = { posterior: t("lever.posterior"), assumption: t("assumption") }[lever.source] ?? lever.source;
  const from = told ? t("lever.source", { source: told }) : "";
  return explained(label ?? lever.words, `${kind}${from}`.trim());
}

function slider(study, lever, label) {
  const { session } = study;
  const id = `lever-${(made += 1)}`;
  const [low, high] = boundsOf(lever);
  const isFactor = lever.field === "factor" && lever.low > 0;
  const toTrack = (shown) => (isFactor ? Math.log(shown) : shown);
  const fromTrack = (at) => (isFactor ? tidy(Math.round(Math.exp(at) * 100) / 100) : at);
  const base = shownOf(lever, lever.value);
  const step = lever.step || (high - low) / 100;
  const name = label ?? lever.words;
  const range = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "range",
      id,
      min: toTrack(low),
      max: toTrack(high),
      step: isFactor ? "any" : step,
      "aria-label": name,
    })
  );
  const box = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "number",
      min: low,
      max: high,
      step: "any",
      "aria-label": `${name}, ${t("lever.box")}`,
      class: "box",
    })
  );
  const change = h("span", { class: "change" });
  const back = h("button", {
    class: "act",
    type: "button",
    text: t("lever.back"),
    "aria-label": `${name}: ${t("lever.back")}`,
    onclick: () => {
      session.settle();
      session.move(lever, lever.value);
      session.settle();
    },
  });
  const ghost = h("span", { class: "lever-base", "aria-hidden": "true" });
  const share = (shown) =>
    (100 * (toTrack(Math.min(high, Math.max(low, shown))) - toTrack(low))) / (toTrack(high) - toTrack(low) || 1);
  ghost.style.left = `${share(base)}%`;
  const likely = h("span", { class: "lever-likely", "aria-hidden": "true" });
  if (typeof lever.plausible_low === "number") {
    const [from, until] = [lever.plausible_low, lever.plausible_high].map((value) => share(shownOf(lever, value)));
    likely.style.left = `${from}%`;
    likely.style.width = `${until - from}%`;
  }
  const put = (shown) => {
    if (!Number.isFinite(shown)) return;
    const kept = Math.min(high, Math.max(low, lever.kind === "whole" ? Math.round(shown) : shown));
    session.move(lever, Math.abs(kept - base) < 1e-9 ? lever.value : valueFrom(lever, kept));
  };
  range.addEventListener("input", () => put(fromTrack(range.valueAsNumber)));
  let isTyping = false;
  box.addEventListener("input", () => {
    isTyping = true;
  });
  box.addEventListener("blur", () => {
    isTyping = false;
    update();
  });
  box.addEventListener("change", () => {
    isTyping = false;
    session.settle();
    put(box.valueAsNumber);
    session.settle();
    update();
  });
  function update() {
    const value = valueOf(lever, session.adjustments);
    const shown = shownOf(lever, value);
    if (toTrack(shown) !== range.valueAsNumber) range.value = String(toTrack(shown));
    if (!isTyping && Number(box.value) !== shown) box.value = String(tidy(shown));
    set(range, { "aria-valuetext": `${plain(shown)} ${lever.unit}` });
    const isMoved = value !== lever.value;
    tell(change, !isMoved ? "" : isFactor ? `×${plain(value)}` : signed(tidy(shown - base), 3));
    back.hidden = !isMoved;
  }
  update();
  return {
    node: h(
      "div",
      { class: "lever", "data-lever": lever.key },
      h(
        "div",
        { class: "lever-name" },
        labelled(lever, label),
        lever.unit && lever.unit.length <= LONGEST_UNIT ? h("span", { class: "soft", text: ` ${lever.unit}` }) : null,
        /assumption/.test(lever.source) ? h("span", { class: "soft", text: ` · ${t("assumption")}` }) : null,
      ),
      h("div", { class: "lever-track" }, h("div", { class: "lever-scale" }, likely, ghost), range),
      box,
      h("div", { class: "lever-change" }, change, " ", back),
    ),
    update,
  };
}

function flag(study, lever, label) {
  const { session } = study;
  const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  box.addEventListener("change", () => {
    session.settle();
    session.move(lever, box.checked);
    session.settle();
  });
  const change = h("span", { class: "change" });
  function update() {
    const value = valueOf(lever, session.adjustments);
    box.checked = Boolean(value);
    tell(change, value === lever.value ? "" : t("lever.moved"));
  }
  update();
  return {
    node: h(
      "div",
      { class: "lever is-flag", "data-lever": lever.key },
      h("label", {}, box, ` ${label ?? lever.words}`),
      change,
    ),
    update,
  };
}

/** A red line is as believed, given up, or held in every draw. */
function threeWay(study, lever, label) {
  const { session } = study;
  const name = `lever-${(made += 1)}`;
  const choices = [
    [null, "believed"],
    [false, "given_up"],
    [true, "held"],
  ];
  const radios = choices.map(([value, words]) => {
    const radio = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "radio",
        name,
        onchange: () => {
          session.settle();
          session.move(lever, value);
          session.settle();
        },
      })
    );
    return { value, radio, node: h("label", {}, radio, ` ${t(`red_line.${words}`)}`) };
  });
  function update() {
    const value = valueOf(lever, session.adjustments) ?? null;
    for (const one of radios) one.radio.checked = one.value === value;
  }
  update();
  return {
    node: h(
      "fieldset",
      { class: "lever is-choice", "data-lever": lever.key },
      h("legend", { class: "unseen", text: label ?? lever.words }),
      labelled(lever, label),
      radios.map((one) => one.node),
    ),
    update,
  };
}
