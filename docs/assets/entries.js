/**
 * What stands in a calculator's form, as data: taken out of it, and put back into it.
 *
 * @typedef {import("./request.js").Request} Request
 * @typedef {{ways: {[alternatives: string]: string}, values: Request}} Entries the chosen ways to
 *   fill the form in, and the texts of its fields
 */

import { clone } from "./parts.js";
import { blank, clear, controls, requestOf } from "./request.js";

/**
 * @param {HTMLFormElement} form
 * @param {(element: Element) => boolean} isTaken which fields and lists of rows
 * @returns {Entries}
 */
export function entriesOf(form, isTaken) {
  /** @type {{[alternatives: string]: string}} */
  const ways = {};
  for (const { name, radios } of alternatives(form)) {
    ways[name] = radios.find((radio) => radio.checked)?.dataset.way ?? "";
  }
  return { ways, values: requestOf(form, isTaken) };
}

/**
 * Put entries into a form in place of all that is there. They may come from anybody: what the form
 * has no place for is left out.
 *
 * @param {HTMLFormElement} form
 * @param {Partial<Entries>} entries
 * @returns {string[]} the names of what was left out
 */
export function fillIn(form, { ways, values }) {
  clear(form);
  const leftOut = new Set([...Object.keys(ways ?? {}), ...Object.keys(values ?? {})]);
  for (const { name, radios } of alternatives(form)) {
    const chosen = radios.find((radio) => radio.dataset.way === ways?.[name]);
    const radio = chosen ?? radios.find((each) => each.defaultChecked);
    if (radio) radio.checked = true;
    if (chosen) leftOut.delete(name);
  }
  for (const [name, value] of Object.entries(values ?? {})) {
    const list = [...form.querySelectorAll("[data-rows]")].find((each) => each.getAttribute("data-rows") === name);
    if (list ? fillRows(list, value) : fillOne(outsideRows(form), name, value)) leftOut.delete(name);
  }
  return [...leftOut];
}

/** @param {HTMLFormElement} form */
function alternatives(form) {
  return [...form.querySelectorAll("[data-alternatives]")].map((fieldset) => ({
    name: fieldset.getAttribute("data-alternatives") ?? "",
    radios: [.../** @type {NodeListOf<HTMLInputElement>} */ (fieldset.querySelectorAll("input[data-way]"))],
  }));
}

/** @param {HTMLFormElement} form */
function outsideRows(form) {
  return controls(form).filter((control) => !control.closest("[data-rows]"));
}

/**
 * @param {Element} list
 * @param {unknown} rows
 * @returns {boolean} whether all of them found their place
 */
function fillRows(list, rows) {
  const items = list.querySelector("ol");
  if (!Array.isArray(rows) || !items) return false;
  let fits = true;
  for (const row of rows) {
    if (typeof row !== "object" || row === null) return false;
    const item = clone(list, "row");
    for (const [name, value] of Object.entries(row)) fits = fillOne(controls(item), name, value) && fits;
    items.append(item);
  }
  return fits;
}

/**
 * @param {import("./request.js").Control[]} among
 * @param {string} name
 * @param {unknown} value
 * @returns {boolean} whether there is such a field and it takes the value
 */
function fillOne(among, name, value) {
  const control = among.find((each) => each.name === name);
  if (!control || typeof value !== "string") return false;
  if (control instanceof HTMLInputElement && control.type === "checkbox") {
    control.checked = value === control.value;
    if (control.checked) control.closest("details")?.setAttribute("open", "");
    return control.checked;
  }
  control.value = value;
  if (control.value !== value) {
    blank(control); // no such choice, no such date
    return false;
  }
  const isAsGiven = control instanceof HTMLSelectElement && control.selectedIndex === 0;
  if (!isAsGiven) control.closest("details")?.setAttribute("open", ""); // nothing counts unseen
  return true;
}
