/** Day and night: as the system has it, until the reader chooses. */

const KEPT = "treves-theme";
const listeners = new Set();
const system = matchMedia("(prefers-color-scheme: dark)");

export function startTheme() {
  const kept = localStorage.getItem(KEPT);
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
  system.addEventListener("change", announceTheme);
}

/** @returns {"light" | "dark"} */
export const currentTheme = () =>
  /** @type {any} */ (document.documentElement.dataset.theme) ?? (system.matches ? "dark" : "light");

export function switchTheme() {
  const chosen = currentTheme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = chosen;
  localStorage.setItem(KEPT, chosen);
  announceTheme();
}

/** Told whenever the colours change; charts that hold colours draw anew. @param {() => void} listener */
export const listenToTheme = (listener) => listeners.add(listener);

/** Colours of the page as they are now. @param {...string} names @returns {string[]} */
export function colours(...names) {
  const style = getComputedStyle(document.documentElement);
  return names.map((name) => style.getPropertyValue(`--${name}`).trim());
}

function announceTheme() {
  for (const listener of listeners) listener();
}
