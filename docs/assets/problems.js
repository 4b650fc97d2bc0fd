/**
 * What is wrong with a form, each problem beside its field.
 */

import { part } from "./parts.js";
import { isUntouched, labelOf } from "./request.js";

/**
 * Show all problems at once, and take away those that are mended. What has no field of its own is said
 * above the form; what is still empty is not wrong before the reader is done.
 *
 * @param {HTMLFormElement} form
 * @param {{[field: string]: string}} problems
 * @param {boolean} isDone
 * @returns {string[]} how readers know what is still empty, and not called wrong
 */
export function showProblems(form, problems, isDone) {
  const places = [...form.querySelectorAll("[data-field]")];
  const named = new Set(places.map((place) => place.getAttribute("data-field")));
  const homeless = Object.keys(problems).filter((name) => !named.has(name));
  const general = [problems[""], ...homeless.map((name) => problems[name])].filter(Boolean);
  const waiting = [];
  for (const place of places) {
    const name = place.getAttribute("data-field") ?? "";
    /** @type {import("./request.js").Control | null} */
    const control = place.querySelector(":scope > input, :scope > select, :scope > textarea");
    if (!name) say(place, general.join("；"), null);
    else if (name in problems && !isDone && control && isUntouched(control)) {
      waiting.push(labelOf(form, name));
      say(part(place, ".calculator-problem"), "", control);
    } else say(part(place, ".calculator-problem"), problems[name] ?? "", control);
  }
  return waiting;
}

/**
 * @param {Element} place
 * @param {string} text nothing where nothing is wrong
 * @param {Element | null} control that it is said of
 */
function say(place, text, control) {
  place.textContent = text;
  place.toggleAttribute("hidden", !text);
  if (text) {
    control?.setAttribute("aria-invalid", "true");
    place.closest("details")?.setAttribute("open", "");
  } else control?.removeAttribute("aria-invalid");
}
