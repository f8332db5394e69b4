/** Masthead, tabs, the line of numbers, the open part, and what floats above. */

import { liveRegion } from "./announce.js";
import { fill, h } from "./element.js";
import { ledger } from "./ledger.js";
import { day } from "./numbers.js";
import { runNote } from "./run_note.js";
import { sideSheet } from "./sheet.js";
import { TABS } from "./tabs.js";
import { wordNote } from "./term.js";
import { currentTheme, listenToTheme, switchTheme } from "./theme.js";
import { currentLanguage, t } from "./words.js";

const drawn = new WeakMap();

/**
 * @param {HTMLElement} place
 * @param {import("./study.js").Study} study
 * @param {(language: string) => void} onLanguage
 */
export function layOut(place, study, onLanguage) {
  const { session, facts } = study;
  const made = {};
  const line = ledger(study);
  const run = runNote(study);
  const main = h("main", { id: "part", class: "page", tabindex: "-1", role: "tabpanel" });
  const names = Object.keys(TABS).filter((name) => name !== "chain" || study.hasChain);
  const buttons = names.map((name) =>
    h("button", {
      type: "button",
      role: "tab",
      id: `tab-${name}`,
      "aria-controls": "part",
      text: t(`tab.${name}`),
      onclick: () => session.openTab(name),
    }),
  );
  buttons.forEach((button, k) =>
    button.addEventListener("keydown", (event) => {
      const next = { ArrowRight: k + 1, ArrowLeft: k - 1, Home: 0, End: names.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const at = (next + names.length) % names.length;
      session.openTab(names[at]);
      buttons[at].focus();
    }),
  );
  const kicker = h("span", {});
  let open = "";

  function update() {
    const tab = names.includes(session.tab) ? session.tab : names[0];
    buttons.forEach((button, k) => {
      button.setAttribute("aria-selected", String(names[k] === tab));
      button.tabIndex = names[k] === tab ? 0 : -1;
    });
    const part = (made[tab] ??= TABS[tab](study));
    if (open !== tab) {
      open = tab;
      main.setAttribute("aria-labelledby", `tab-${tab}`);
      fill(main, part.node);
    }
    fill(
      kicker,
      h("b", { text: "treves" }),
      ` · ${t("kicker", { day: day(session.asOf ?? study.start.as_of), deadline: day(facts.deadline) })}`,
    );
    line.update();
    run.update();
    part.update();
  }
  drawn.set(place, update);
  study.listen(() => {
    if (drawn.get(place) === update) update();
  });
  fill(
    place,
    h("a", {
      class: "skip",
      href: "#part",
      text: t("skip"),
      onclick: (event) => {
        event.preventDefault();
        main.focus();
      },
    }),
    h(
      "header",
      { class: "page" },
      h(
        "div",
        { class: "masthead" },
        h("div", { class: "kicker" }, kicker, choices(onLanguage)),
        h("h1", { text: facts.title }),
        h("p", { class: "deck", text: facts.question }),
      ),
      h("div", { class: "tabs sans", role: "tablist", "aria-label": t("tabs") }, buttons),
    ),
    line.node,
    h("div", { class: "page" }, run.node),
    main,
    h("footer", {}, h("div", { class: "page" }, h("p", { text: t("footer", { version: study.start.version }) }))),
    sideSheet(),
    wordNote(),
    liveRegion(),
  );
  document.title = `${facts.title} · treves`;
  update();
}

function choices(onLanguage) {
  const theme = h("button", { type: "button", class: "act", onclick: switchTheme });
  const tellTheme = () => {
    theme.textContent = t(currentTheme() === "dark" ? "theme.to_light" : "theme.to_dark");
  };
  listenToTheme(tellTheme);
  tellTheme();
  const languages = [
    ["en", "English"],
    ["nl", "Nederlands"],
  ].map(([tag, name]) =>
    h("button", {
      type: "button",
      class: "act",
      lang: tag,
      text: name,
      "aria-pressed": String(currentLanguage() === tag),
      onclick: () => onLanguage(tag),
    }),
  );
  return h("div", { class: "choices" }, languages, theme);
}
