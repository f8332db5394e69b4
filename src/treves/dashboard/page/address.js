/** What is looked at, in the address: tab, day and adjustments, so that a link or a reload brings it back. */

/** @typedef {{tab: string, as_of: string | null, adjustments: object[]}} Place */

/** @returns {Partial<Place>} */
export function readAddress() {
  const told = new URLSearchParams(location.hash.slice(1));
  const place = {};
  if (told.get("tab")) place.tab = told.get("tab");
  if (/^\d{4}-\d\d-\d\d$/.test(told.get("as_of") ?? "")) place.as_of = told.get("as_of");
  try {
    const adjustments = JSON.parse(told.get("set") ?? "[]");
    if (Array.isArray(adjustments)) place.adjustments = adjustments.filter((one) => one && typeof one === "object");
  } catch {
    place.adjustments = [];
  }
  return place;
}

/** @param {Place} place */
export function writeAddress(place) {
  const told = new URLSearchParams({ tab: place.tab });
  if (place.as_of) told.set("as_of", place.as_of);
  if (place.adjustments.length) told.set("set", JSON.stringify(place.adjustments));
  const hash = `#${told}`;
  if (hash !== location.hash) history.replaceState(history.state, "", hash);
}
