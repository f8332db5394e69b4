/** Files made here, in the browser, and kept by the reader. */

import { h } from "./element.js";

/** @param {string} name @param {string} kind @param {BlobPart} content */
export function download(name, kind, content) {
  const address = URL.createObjectURL(new Blob([content], { type: kind }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * Write a table as CSV (RFC 4180). A text that a spreadsheet would take for a formula is led by an apostrophe.
 * @param {import("./figure.js").Table} table
 */
export function csvOf(table) {
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(value);
    const text = /^[=+@\t\r-]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [table.head, ...table.rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
