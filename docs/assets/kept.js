/**
 * What a reader has typed, kept by the browser until the tab is closed: nothing is lost on reload or
 * back. Where a browser refuses, nothing is kept.
 */

import { entriesOf, fillIn } from "./entries.js";

/**
 * @param {string} calculator
 * @param {HTMLFormElement} form
 * @returns {boolean} whether the browser keeps it
 */
export function keep(calculator, form) {
  const text = textOf(form);
  return storage((kept) => kept.setItem(key(calculator), text) ?? true) ?? false;
}

/** @param {string} calculator */
export function forget(calculator) {
  storage((kept) => kept.removeItem(key(calculator)));
}

/**
 * Put back what was kept.
 *
 * @param {string} calculator
 * @param {HTMLFormElement} form
 * @returns {boolean} whether anything was
 */
export function putBack(calculator, form) {
  const text = storage((kept) => kept.getItem(key(calculator)));
  if (!text) return false;
  if (text !== textOf(form)) {
    const kept = read(text);
    fillIn(form, kept);
    form.toggleAttribute("data-own", kept.own === true);
  }
  return true;
}

/** @param {HTMLFormElement} form */
function textOf(form) {
  return JSON.stringify({ ...entriesOf(form, () => true), own: form.hasAttribute("data-own") });
}

/**
 * @param {string} text perhaps of another edition of the page
 * @returns {Partial<import("./entries.js").Entries & {own: boolean}>} `own` tells that nothing in it is
 *   the example's
 */
function read(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** @param {string} calculator */
function key(calculator) {
  return `entries of ${calculator}`;
}

/**
 * @template T
 * @param {(kept: Storage) => T} use
 * @returns {T | undefined} undefined where the browser refuses, or has no room left
 */
function storage(use) {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
