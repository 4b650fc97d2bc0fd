/**
 * An answer in a calculator's page: results, steps with their clauses, notices, editions of rules.
 *
 * @typedef {{label: string, formula: string, clause: string}} Step
 * @typedef {{level: string, text: string, source: string}} Notice
 * @typedef {string | number | boolean | null} Value
 * @typedef {{name: string, in_force_from: string}} Rule
 * @typedef {{rules: Rule[], result: {[name: string]: Value}, steps: Step[], notices: Notice[]}} Answer
 * @typedef {{[anchor: string]: {href: string, title: string, text: string, from?: string}}} Clauses where
 *   each stands and what it says; `from` is the title of the edition where that is another
 */

import { clone, fill, part } from "./parts.js";

/**
 * @param {HTMLElement} calculator
 * @param {Answer} answer
 * @param {Clauses} clauses
 */
export function showAnswer(calculator, answer, clauses) {
  part(calculator, ".calculator-answer").removeAttribute("hidden");
  for (const element of calculator.querySelectorAll("[data-output]")) {
    const value = answer.result[element.getAttribute("data-output") ?? ""];
    element.closest("div")?.toggleAttribute("hidden", value === null);
    if (element.hasAttribute("data-money")) element.textContent = grouped(value);
    else if (element.hasAttribute("data-instant")) element.textContent = clock(value);
    else element.textContent = shown(value);
  }
  for (const element of calculator.querySelectorAll("[data-rule]")) {
    const rule = answer.rules.find(({ name }) => name === element.getAttribute("data-rule"));
    element.toggleAttribute("hidden", !rule);
    fill(element, "edition", rule?.in_force_from ?? "");
  }
  list(calculator, "steps", answer.steps.map((step) => stepItem(calculator, step, clauses)));
  list(calculator, "notices", answer.notices.map((notice) => noticeItem(calculator, notice)));
}

/**
 * Show items; one that says what it said stays as the reader left it, unfolded or not.
 *
 * @param {HTMLElement} calculator
 * @param {string} name
 * @param {Element[]} items
 */
function list(calculator, name, items) {
  const place = part(calculator, `[data-list=${name}]`);
  const before = [...place.children];
  const same = (/** @type {Element} */ item, /** @type {number} */ number) => {
    const there = before[number];
    if (there?.textContent !== item.textContent) return item;
    const link = there.querySelector("a"); // the same words may stand in another edition
    link?.setAttribute("href", item.querySelector("a")?.getAttribute("href") ?? "");
    const from = item.querySelector("details")?.getAttribute("data-from") ?? "";
    there.querySelector("details")?.setAttribute("data-from", from);
    return there;
  };
  place.replaceChildren(...items.map(same));
}

/**
 * @param {HTMLElement} calculator
 * @param {Step} step
 * @param {Clauses} clauses
 */
function stepItem(calculator, step, clauses) {
  const item = clone(calculator, "step");
  fill(item, "label", step.label);
  fill(item, "formula", step.formula);
  const known = clauses[step.clause];
  fill(item, "clause", known?.title ?? step.clause);
  fill(item, "clause-text", known?.text ?? "");
  if (known) part(item, "a").setAttribute("href", known.href);
  else part(item, "a").removeAttribute("href");
  part(item, "details").setAttribute("data-from", known?.from ?? "");
  return item;
}

/**
 * @param {HTMLElement} calculator
 * @param {Notice} notice
 */
function noticeItem(calculator, notice) {
  const item = clone(calculator, "notice");
  item.setAttribute("data-level", notice.level);
  fill(item, "text", notice.text);
  fill(item, "source", notice.source);
  return item;
}

/** @param {Value | undefined} value */
function shown(value) {
  return value === null || value === undefined ? "—" : String(value);
}

/**
 * Write an amount with separators of thousands.
 *
 * @param {Value | undefined} value
 */
function grouped(value) {
  return shown(value).replace(/\B(?=(\d{3})+\.)/g, ",");
}

/**
 * Write an instant as a date and a time of the clock.
 *
 * @param {Value | undefined} value
 */
function clock(value) {
  return shown(value).slice(0, "2026-03-02T09:30:00".length).replace("T", " ");
}
