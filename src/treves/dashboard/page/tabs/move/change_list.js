/** What was moved, each change with its way back, and a name under which to keep it all. */

import { wordsOf } from "../../adjustment_words.js";
import { announce } from "../../announce.js";
import { fill, h, tell } from "../../element.js";
import { t } from "../../words.js";

/** @param {import("../../study.js").Study} study */
export function changeList(study) {
  const { session } = study;
  const list = h("ul", { class: "changes" });
  const name = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "text",
      "aria-label": t("variants.name"),
      placeholder: t("variants.name"),
      maxlength: "60",
      pattern: "[a-z0-9][a-z0-9_\\-]*",
    })
  );
  const told = h("p", { class: "small soft", role: "status" });
  const keep = async () => {
    try {
      await study.server.put(`/api/variants/${encodeURIComponent(name.value)}`, {
        adjustments: session.adjustments,
        note: "",
      });
      if (!study.start.variants.includes(name.value)) study.start.variants.push(name.value);
      tell(told, t("variants.kept", { name: name.value }));
      study.changed();
    } catch (failed) {
      tell(told, [failed.message, failed.right].filter(Boolean).join("; "));
    }
    announce(told.textContent);
  };
  const form = h(
    "form",
    {
      class: "keeps",
      onsubmit: (event) => {
        event.preventDefault();
        keep();
      },
    },
    name,
    " ",
    h("button", { class: "act", text: t("variants.keep") }),
    told,
  );
  const node = h("div", { class: "change-box" }, h("h4", { text: t("changes.title") }), list, form);
  let drawnFor = null;
  return {
    node,
    update() {
      node.hidden = !session.adjustments.length && !told.textContent;
      if (drawnFor === session.adjustments) return;
      drawnFor = session.adjustments;
      fill(
        list,
        session.adjustments.map((one) =>
          h(
            "li",
            {},
            h("span", { text: wordsOf(study, one) }),
            " ",
            h("button", {
              class: "act",
              type: "button",
              text: t("lever.back"),
              "aria-label": `${wordsOf(study, one)}: ${t("lever.back")}`,
              onclick: () => session.take(session.adjustments.filter((other) => other !== one)),
            }),
          ),
        ),
      );
    },
  };
}
