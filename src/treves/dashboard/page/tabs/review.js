/** Review: the waiting statements one by one, decided by key or button; nothing typed or decided is lost. */

import { announce } from "../announce.js";
import { fill, h, tell } from "../element.js";
import { percent } from "../numbers.js";
import { t } from "../words.js";
import { agreementNote } from "./review/agreement.js";
import { editForm } from "./review/edit_form.js";
import { rowView } from "./review/row_view.js";
import { splitForm } from "./review/split_form.js";

const CODER = "treves-coder";
const KEYS = { a: "accept", e: "edit", r: "reject", s: "split", u: "undo", j: "next", k: "previous" };

/** @param {import("../study.js").Study} study */
export function reviewTab(study) {
  const coder = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "text",
      value: localStorage.getItem(CODER) ?? "",
      maxlength: "60",
      autocomplete: "name",
      id: "coder",
    })
  );
  const progress = h("p", { class: "small soft" });
  const told = h("p", { class: "review-told", role: "status" });
  const place = h("div", { class: "review-row", tabindex: "-1" });
  const form = h("div", {});
  const agreement = agreementNote(study);
  const acts = Object.entries(KEYS).map(([key, name]) =>
    h(
      "button",
      { class: "act", type: "button", "data-act": name, onclick: () => act(name) },
      t(`review.${name}`),
      " ",
      h("kbd", { text: key }),
    ),
  );
  const node = h(
    "section",
    { class: "part" },
    h("h2", { text: t("tab.review") }),
    h("p", { class: "standfirst", text: t("review.lead") }),
    h("p", { class: "coder" }, h("label", { for: "coder", text: t("review.coder") }), " ", coder),
    progress,
    h("div", { class: "row-acts review-acts", role: "group", "aria-label": t("review.acts") }, acts),
    told,
    place,
    form,
    agreement.node,
  );
  let state = null;
  let at = 0;
  let isAsked = false;
  coder.addEventListener("change", () => {
    localStorage.setItem(CODER, coder.value.trim());
    load();
  });
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (
      !node.isConnected ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      target.matches("input, textarea, select") ||
      target.closest("dialog")
    )
      return;
    if (event.key in KEYS) {
      event.preventDefault();
      act(KEYS[event.key]);
    }
  });

  const row = () => state?.waiting[at] ?? null;
  async function load() {
    try {
      take(await study.server.get(`/api/review?coder=${encodeURIComponent(coder.value.trim())}`));
      agreement.update(state.coders);
    } catch (failed) {
      say(failed.message);
    }
  }
  function take(next) {
    const name = row()?.name;
    state = next;
    const same = state.waiting.findIndex((one) => one.name === name);
    at = same >= 0 ? same : Math.max(0, Math.min(at, state.waiting.length - 1));
    draw(same >= 0);
  }
  function draw(isSame = false) {
    const isWritable = state.is_writable !== false;
    tell(
      progress,
      !isWritable
        ? ""
        : t("review.progress", {
            decided: state.decided,
            total: state.total,
            share: percent(state.total ? state.decided / state.total : 1),
            order: state.order_words,
          }) + (state.is_blind ? ` ${t("review.blind")}` : ""),
    );
    fill(
      place,
      row()
        ? rowView(study, row(), state, at + 1)
        : isWritable
          ? h("p", { class: "standfirst", text: t("review.done") })
          : null,
    );
    if (!isSame) fill(form);
    for (const one of acts) one.disabled = !isWritable;
    if (!isWritable) tell(told, state.message);
  }
  function say(text) {
    tell(told, text);
    announce(text);
  }
  function act(name) {
    if (!state || state.is_writable === false) return;
    if (name === "next" || name === "previous") {
      if (!state.waiting.length) return;
      at = (at + (name === "next" ? 1 : state.waiting.length - 1)) % state.waiting.length;
      draw();
      return;
    }
    if (name !== "undo" && !row()) return;
    if (name === "edit")
      fill(
        form,
        editForm(study, row(), state, (changes) => decide("edit", { changes })),
      );
    else if (name === "split")
      fill(
        form,
        splitForm(row(), (spans) => decide("split", { spans })),
      );
    else return decide(name, {});
    form.querySelector("input, textarea, select, button")?.focus();
  }
  async function decide(action, more) {
    if (!coder.value.trim()) {
      say(t("review.no_coder"));
      coder.focus();
      return;
    }
    const statement = row()?.name ?? "";
    try {
      const next = await study.server.post("/api/review", {
        coder: coder.value.trim(),
        action,
        statement: action === "undo" ? "" : statement,
        revision: state.revision,
        ...more,
      });
      editForm.forget(study, statement);
      take(next);
      say(t(`review.did.${action}`, { name: statement }));
      agreement.update(state.coders);
      study.refresh().catch((failed) => say(failed.message));
      place.focus();
    } catch (failed) {
      if (failed.status === 409) {
        const kept = [...form.childNodes];
        take(failed.body.state ?? failed.body);
        fill(form, kept);
        say(t("review.meanwhile"));
      } else say([failed.message, failed.right].filter(Boolean).join("; "));
    }
  }
  return {
    node,
    update() {
      if (!isAsked) {
        isAsked = true;
        load();
      }
    },
  };
}
