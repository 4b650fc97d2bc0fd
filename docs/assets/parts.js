/**
 * The parts of a page's template, as its elements find them and fill them in.
 */

/**
 * Return the element that the page's template always has.
 *
 * @template {string} S
 * @param {ParentNode} within
 * @param {S} selector
 * @returns {S extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[S] : HTMLElement}
 */
export function part(within, selector) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`the page lacks ${selector}`);
  return /** @type {any} */ (found);
}

/**
 * Return a copy of an element that the page holds as a template.
 *
 * @param {ParentNode} within
 * @param {string} name
 * @returns {HTMLElement}
 */
export function clone(within, name) {
  const template = /** @type {HTMLTemplateElement} */ (part(within, `template[data-part=${name}]`));
  const element = template.content.firstElementChild?.cloneNode(true);
  if (!element) throw new Error(`the template ${name} is empty`);
  return /** @type {HTMLElement} */ (element);
}

/**
 * @param {ParentNode} within
 * @param {string} slot
 * @param {string} text
 */
export function fill(within, slot, text) {
  part(within, `[data-slot=${slot}]`).textContent = text;
}
