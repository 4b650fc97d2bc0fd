/**
 * A calculator's form as a request: only text, only what was filled in.
 *
 * @typedef {{[name: string]: string | {[name: string]: string}[]}} Request
 */

const SHOWN = 24; // characters of a name that no field has

/**
 * @param {HTMLFormElement} form
 * @param {(element: Element) => boolean} isTaken which fields and lists of rows
 * @returns {Request}
 */
export function requestOf(form, isTaken = isAsked) {
  /** @type {Request} */
  const request = {};
  for (const control of controls(form)) {
    if (!control.closest("[data-rows]") && isTaken(control)) take(control, request);
  }
  for (const list of form.querySelectorAll("[data-rows]")) {
    const rows = [...list.querySelectorAll("li")].map(rowOf).filter((row) => row !== null);
    const name = list.getAttribute("data-rows");
    if (name && isTaken(list) && rows.length > 0) request[name] = rows;
  }
  return request;
}

/**
 * Return what a row holds, or null for one that nobody has typed into: it is not asked, and marked
 * so that it has no number, for problems name rows by theirs.
 *
 * @param {Element} row
 */
function rowOf(row) {
  /** @type {{[name: string]: string}} */
  const values = {};
  let typed = false;
  for (const control of controls(row)) {
    take(control, values);
    typed ||=
      control instanceof HTMLSelectElement
        ? control.selectedIndex > 0
        : control.name in values || control.validity.badInput; // a date that is half typed
  }
  row.toggleAttribute("data-blank", !typed);
  return typed ? values : null;
}

/**
 * Tell whether a form holds something else than the page gave it.
 *
 * @param {HTMLFormElement} form
 */
export function isEdited(form) {
  return controls(form).some(isChanged);
}

/**
 * Return how readers know what the page gave as an example, is asked, and nobody has changed.
 *
 * @param {HTMLFormElement} form
 * @returns {string[]}
 */
export function untouched(form) {
  const fields = controls(form).filter(
    (control) =>
      !control.closest("[data-rows]") &&
      !(control instanceof HTMLSelectElement) && // a choice has to be something
      control.value.trim() !== "" &&
      !control.hasAttribute("data-typed") &&
      !isChanged(control),
  );
  const lists = [...form.querySelectorAll("[data-rows]")].filter((list) => {
    const rows = list.querySelectorAll("li");
    return rows.length > 0 && String(rows.length) === list.getAttribute("data-given") && !controls(list).some(isChanged);
  });
  return [
    ...fields.filter(isAsked).map(({ name }) => labelOf(form, name)),
    ...lists.filter(isAsked).map((list) => labelOf(form, list.getAttribute("data-rows") ?? "")),
  ];
}

/**
 * Tell whether a field is empty and nobody has typed into it.
 *
 * @param {Control} control
 */
export function isUntouched(control) {
  return control.value === "" && !control.validity.badInput && !control.hasAttribute("data-typed");
}

/** @param {Control} control */
function isChanged(control) {
  if (control instanceof HTMLSelectElement) {
    const given = [...control.options].findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(given, 0);
  }
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  return control.value !== control.defaultValue || control.checked !== control.defaultChecked;
}

/**
 * Empty a form: nothing filled in, no rows.
 *
 * @param {HTMLFormElement} form
 */
export function clear(form) {
  for (const row of form.querySelectorAll("[data-rows] li")) row.remove();
  for (const control of controls(form)) blank(control);
}

/** @param {Control} control */
export function blank(control) {
  if (control instanceof HTMLSelectElement) control.selectedIndex = 0;
  else if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = false;
  else control.value = "";
}

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

/**
 * @param {Element} within
 * @returns {Control[]} those that name an input
 */
export function controls(within) {
  /** @type {NodeListOf<Control>} */
  const named = within.querySelectorAll("input[name]:not([type=radio]), select[name], textarea[name]");
  return [...named];
}

/**
 * Tell whether an element stands in the chosen way to fill the form in.
 *
 * @param {Element} element
 */
export function isAsked(element) {
  return element.closest("[data-way-fields][hidden]") === null;
}

/**
 * @param {Control} control
 * @param {Request} values
 */
function take(control, values) {
  const absent = control instanceof HTMLInputElement && control.type === "checkbox" && !control.checked;
  const text = control.value.trim();
  if (!absent && text) values[control.name] = text;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {string} how readers know an input, or a name that is none, shortened
 */
export function labelOf(form, name) {
  const control = controls(form).find((each) => each.name === name && each.id);
  const label = control?.labels?.[0]?.firstChild?.textContent?.trim();
  const list = [...form.querySelectorAll("[data-rows]")].find((each) => each.getAttribute("data-rows") === name);
  return label ?? list?.querySelector("ol")?.getAttribute("aria-label") ?? (name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name);
}
