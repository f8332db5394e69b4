/** A full run of what is looked at: asked for here, told how far it is, taken in when it is done. */

import { fill, h } from "./element.js";
import { percent } from "./numbers.js";
import { t } from "./words.js";

const PAUSE_MILLISECONDS = 1500;

/** @param {import("./study.js").Study} study */
export function runNote(study) {
  const node = h("div", { class: "run-note small soft" });
  let state = study.start.run ?? { is_running: false };
  let failed = "";
  let drawn = "";

  const isCompiling = () => study.start.is_compiled === false && !study.parts.deals;
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
  async function watch() {
    while (state?.is_running !== false) {
      await new Promise((done) => setTimeout(done, PAUSE_MILLISECONDS));
      state = await study.server.get("/api/run").catch(() => ({ is_running: false }));
      update();
    }
    if (study.session.adjustments.length) return;
    const found = await study.server.get("/api/findings").catch(() => null);
    if (found?.facts) study.takeFindings(found);
  }
  function update() {
    const told = JSON.stringify([state, failed, Boolean(study.findings), study.isBase, isCompiling()]);
    if (told === drawn) return;
    drawn = told;
    const remarks = (study.start.remarks ?? []).map((text) => h("p", { text }));
    if (isCompiling()) remarks.unshift(h("p", { text: t("start.compiling") }));
    if (failed) fill(node, failed, remarks);
    else if (state?.is_running) fill(node, t("run.running", { share: percent(state.share ?? 0), told: state.told ?? "" }), remarks);
    else if (study.isBase && !study.findings) fill(node, `${t("run.none")} `, h("button", { class: "act", type: "button", text: t("run.start"), onclick: start }), remarks);
    else fill(node, remarks);
  }
  if (state.is_running) watch();
  return { node, update };
}
