/** What a coder changes in a row. It is kept while it is typed, so that neither a reload nor another window loses it. */

import { h } from "../../element.js";
import { t } from "../../words.js";

const CHOICES = {
  stance: ["+1", "-1", "conditional", "0"],
  kind: [
    "support",
    "demand",
    "oppose",
    "red_line",
    "accept",
    "conditional",
    "at_most",
    "at_least",
    "commitment",
    "evaluation",
    "prediction",
    "event",
    "background",
  ],
  certainty: ["asserted", "reported", "hedged", "possible", "denied"],
  source_type: ["self", "person", "party", "institution", "journalist", "anonymous"],
};
const FIELDS = ["text", "actor", "party", "about", "stance", "kind", "certainty", "source", "source_type", "note"];
const keyFor = (study, name) => `treves-draft-${study.start.case}-${name}`;

/** @param {import("../../study.js").Study} study @param {any} row @param {any} state the review @param {(changes: Record<string, string>) => void} onSave */
export function editForm(study, row, state, onSave) {
  const fields = FIELDS.filter((name) => !state.editable?.length || state.editable.includes(name));
  const typed = JSON.parse(localStorage.getItem(keyFor(study, row.name)) ?? "{}");
  const inputs = Object.fromEntries(
    fields.map((name) => [name, inputOf(study, state, name, typed[name] ?? row[name] ?? "")]),
  );
  const changes = () =>
    Object.fromEntries(
      fields.filter((name) => inputs[name].value !== (row[name] ?? "")).map((name) => [name, inputs[name].value]),
    );
  const keep = () => localStorage.setItem(keyFor(study, row.name), JSON.stringify(changes()));
  return h(
    "form",
    {
      class: "edit",
      oninput: keep,
      onsubmit: (event) => {
        event.preventDefault();
        onSave(changes());
      },
      onkeydown: (event) => {
        if (event.key === "Enter" && event.ctrlKey) {
          event.preventDefault();
          onSave(changes());
        }
      },
    },
    h("h4", { text: t("review.edit_title", { name: row.name }) }),
    fields.map((name) =>
      h("label", { class: `edit-${name}` }, h("span", { text: t(`term.field.${name}`) }), inputs[name]),
    ),
    h("button", { class: "main-act", text: t("review.save") }),
  );
}

/** A decided row needs no draft. @param {import("../../study.js").Study} study @param {string} name */
editForm.forget = (study, name) => localStorage.removeItem(keyFor(study, name));

function inputOf(study, state, name, value) {
  if (name === "text") {
    const area = /** @type {HTMLTextAreaElement} */ (h("textarea", { rows: 2, name }));
    area.value = value;
    return area;
  }
  const matters = Object.keys(state.matters ?? {});
  const choices =
    name === "party"
      ? ["", ...Object.keys(study.facts.parties)]
      : name === "about" && matters.length
        ? matters
        : CHOICES[name];
  if (!choices) return /** @type {HTMLInputElement} */ (h("input", { type: "text", name, value }));
  const all = choices.includes(value) ? choices : [value, ...choices];
  return /** @type {HTMLSelectElement} */ (
    h(
      "select",
      { name },
      all.map((one) => h("option", { value: one, text: one || "–", selected: one === value })),
    )
  );
}
