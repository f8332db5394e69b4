/** A full run of what is looked at: asked for here, told how far it is, taken in when it is done. */

import { fill, h } from "./element.js";
import { percent } from "./numbers.js";
import { t } from "./words.js";

const PAUSE_MILLISECONDS = 1500;
const FIRST_MILLISECONDS = 4000; // the server begins a run by itself soon after the first look

/** @param {import("./study.js").Study} study */
export function runNote(study) {
  const node = h("div", { class: "run-note small soft" });
  let state = study.start.run;
  let failed = "";
  let drawn = "";
  let isWatching = false;

  async function start() {
    failed = "";
    try {
      state = await study.server.post("/api/run", { adjustments: study.session.adjustments });
      watch();
    } catch (error) {
      failed = error.message;
    }
    update();
  }
  /** Follow the runs until none is under way; what each found is taken in. */
  async function watch() {
    if (isWatching) return;
    isWatching = true;
    let of = state.adjustments;
    while (state.is_running) {
      await new Promise((done) => setTimeout(done, PAUSE_MILLISECONDS));
      const next = await study.server.get("/api/run").catch((error) => ({ is_running: false, error: error.message }));
      if (next.finished > state.finished) await takeIn(of);
      of = next.adjustments ?? of;
      state = next;
      update();
    }
    isWatching = false;
    failed = state.error ?? "";
    update();
  }
  async function takeIn(adjustments) {
    const found = await study.server.post("/api/findings", { adjustments }).catch(() => null);
    if (found) study.takeFindings(adjustments, found);
  }
  async function join() {
    if (study.found) return;
    state = await study.server.get("/api/run").catch(() => state);
    if (state.is_running) watch();
    update();
  }
  const isCompiling = () => study.start.is_compiled === false && !study.parts.deals;
  const isMissing = () => !study.found && (!study.session.asOf || study.session.asOf === study.start.as_of);

  function update() {
    const told = JSON.stringify([state, failed, isMissing(), isCompiling()]);
    if (told === drawn) return;
    drawn = told;
    fill(
      node,
      isCompiling() ? h("p", { text: t("start.compiling") }) : null,
      failed ? h("p", { text: failed }) : null,
      state.is_running ? h("p", { text: t("run.running", { share: percent(state.share), told: state.told }) }) : null,
      !state.is_running && isMissing()
        ? h(
            "p",
            {},
            `${t("run.none")} `,
            h("button", { class: "act", type: "button", text: t("run.start"), onclick: start }),
          )
        : null,
      (study.start.remarks ?? []).map((text) => h("p", { text })),
    );
  }
  if (state.is_running) watch();
  else setTimeout(join, FIRST_MILLISECONDS);
  return { node, update };
}
