/**
 * A link that carries what was filled in behind its `#`, which no browser sends to a server:
 *
 *     …/calculators/settlement/#calculator=settlement&score=70&way.attendance=events
 *       &events.1.date=2026-03-02&events.1.kind=late
 */

import { entriesOf, fillIn } from "./entries.js";
import { controls, isAsked, labelOf } from "./request.js";

const LONGEST = 8000; // characters: what chats and mail programs pass on whole
const NAMED = 5;

/**
 * @param {string} calculator
 * @param {HTMLFormElement} form
 * @param {boolean} personal whether to say what somebody earns
 * @returns {string | undefined} undefined where it would be too long
 */
export function linkOf(calculator, form, personal) {
  const isTaken = (/** @type {Element} */ element) =>
    isAsked(element) && (personal || !element.closest("[data-personal]"));
  const { ways, values } = entriesOf(form, isTaken);
  const written = new URLSearchParams({ calculator });
  for (const [name, way] of Object.entries(ways)) written.set(`way.${name}`, way);
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "string") written.set(name, value);
    else {
      for (const [index, row] of value.entries()) {
        for (const [part, text] of Object.entries(row)) written.set(`${name}.${index + 1}.${part}`, text);
      }
    }
  }
  const address = new URL(location.href);
  address.search = "";
  address.hash = written.toString();
  return written.toString().length > LONGEST ? undefined : address.href;
}

/**
 * Fill a form with what the page's address carries for it, and say so. The address then forgets it:
 * what is typed afterwards counts.
 *
 * @param {string} calculator
 * @param {HTMLFormElement} form
 * @returns {boolean} whether it carries anything
 */
export function takeLink(calculator, form) {
  const written = location.hash.slice(1);
  const parameters = new URLSearchParams(written.slice(0, LONGEST));
  if (parameters.get("calculator") !== calculator) return false;
  history.replaceState(history.state, "", location.pathname + location.search);
  const isTooLong = written.length > LONGEST;
  say(form, "too-long", isTooLong ? [""] : []);
  if (isTooLong) return false;
  parameters.delete("calculator");
  const leftOut = fillIn(form, read(parameters));
  const missing = controls(form).filter(
    (control) => control.required && isAsked(control) && control.value === "",
  );
  say(form, "opened", [""]);
  say(form, "missing", missing.map((control) => labelOf(form, control.name)));
  say(form, "left-out", leftOut.map((name) => labelOf(form, name)));
  form.scrollIntoView();
  return true;
}

/**
 * Take away what was said of a link.
 *
 * @param {HTMLFormElement} form
 */
export function forgetLink(form) {
  for (const part of ["opened", "missing", "left-out", "too-long"]) say(form, part, []);
}

/**
 * @param {URLSearchParams} parameters
 * @returns {import("./entries.js").Entries}
 */
function read(parameters) {
  // Without a prototype: a name from a link is only ever a name.
  const [ways, values] = [Object.create(null), Object.create(null)];
  const rows = new Map();
  for (const [name, text] of parameters) {
    const [, way] = /^way\.(.+)$/.exec(name) ?? [];
    const [, list = "", number = "", part] = /^([^.]+)\.([0-9]+)\.(.+)$/.exec(name) ?? [];
    if (way) ways[way] = text;
    else if (part) {
      const row = rows.get(`${list}.${number}`) ?? Object.create(null);
      if (!rows.has(`${list}.${number}`)) (values[list] = [values[list] ?? []].flat()).push(row);
      rows.set(`${list}.${number}`, row);
      row[part] = text;
    } else values[name] = text;
  }
  return { ways, values };
}

/**
 * @param {HTMLFormElement} form
 * @param {string} part of what is said of a link
 * @param {string[]} names
 */
function say(form, part, names) {
  const sentence = form.querySelector(`[data-link-part=${part}]`);
  sentence?.toggleAttribute("hidden", names.length === 0);
  const slot = sentence?.querySelector("[data-slot]");
  if (slot) slot.textContent = names.slice(0, NAMED).join("、") + (names.length > NAMED ? "…" : "");
}
