/** Variants: what was kept under a name; opened, taken away, taken along as case files, and two side by side. */

import { wordsOf } from "../adjustment_words.js";
import { announce } from "../announce.js";
import { download } from "../download.js";
import { fill, h, tell } from "../element.js";
import { t } from "../words.js";
import { changeList } from "./move/change_list.js";
import { comparison } from "./variants/comparison.js";

/** @param {import("../study.js").Study} study */
export function variantsTab(study) {
  const list = h("ul", { class: "variants" });
  const told = h("p", { class: "small soft", role: "status" });
  const changes = changeList(study);
  const compared = comparison(study);
  let drawnFor = "";
  const node = h(
    "section",
    { class: "part" },
    h("h2", { text: t("tab.variants") }),
    h("p", { class: "standfirst", text: t("variants.lead") }),
    changes.node,
    h("h3", { text: t("variants.list") }),
    list,
    told,
    compared.node,
  );

  async function attempt(act) {
    try {
      tell(told, (await act()) ?? "");
    } catch (failed) {
      tell(told, [failed.message, failed.right].filter(Boolean).join("; "));
    }
    if (told.textContent) announce(told.textContent);
  }
  function row(name) {
    const what = h("span", { class: "soft small" });
    attempt(async () => {
      const { adjustments } = await study.server.get(`/api/variants/${encodeURIComponent(name)}`);
      tell(what, adjustments.map((one) => wordsOf(study, one)).join("; "));
    });
    const act = (label, run, key) =>
      h("button", {
        class: "act",
        type: "button",
        text: label,
        "aria-label": `${name}: ${label}`,
        "data-act": key,
        onclick: () => attempt(run),
      });
    return h(
      "li",
      { "data-variant": name },
      h("b", { text: name }),
      what,
      h(
        "span",
        { class: "row-acts" },
        act(
          t("variants.open"),
          async () => {
            const { adjustments } = await study.server.get(`/api/variants/${encodeURIComponent(name)}`);
            study.session.take(adjustments);
            return t("variants.opened", { name });
          },
          "open",
        ),
        act(t("variants.export"), async () => exportOf(study, name), "export"),
        act(
          t("variants.delete"),
          async () => {
            await study.server.remove(`/api/variants/${encodeURIComponent(name)}`);
            study.start.variants = study.start.variants.filter((one) => one !== name);
            study.changed();
            return t("variants.deleted", { name });
          },
          "delete",
        ),
      ),
    );
  }
  return {
    node,
    update() {
      changes.update();
      const names = JSON.stringify(study.start.variants);
      if (names !== drawnFor) {
        drawnFor = names;
        fill(
          list,
          study.start.variants.length
            ? study.start.variants.map(row)
            : h("li", { class: "soft small", text: t("variants.none") }),
        );
        compared.names(study.start.variants);
      }
      compared.update();
    },
  };
}

/** A zip to keep, or words on where the files were written. */
async function exportOf(study, name) {
  const answer = await study.server.fetchFile(`/api/variants/${encodeURIComponent(name)}/export`, {});
  if (answer.headers.get("content-type")?.includes("json")) {
    const { written } = await answer.json();
    return t("variants.written", { where: written ?? name });
  }
  download(`${name}.zip`, "application/zip", await answer.blob());
  return t("variants.exported", { name });
}
