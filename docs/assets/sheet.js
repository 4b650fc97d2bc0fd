/**
 * An answer as a sheet of its own, with what was filled in and the clauses behind it: for paper, and
 * as text.
 */

import { clone, fill, part } from "./parts.js";
import { controls, isAsked } from "./request.js";

/**
 * @param {HTMLElement} calculator
 * @returns {HTMLElement} a sheet of the answer shown
 */
export function sheetOf(calculator) {
  const sheet = clone(calculator, "sheet");
  fill(sheet, "caption", line(part(calculator, "[data-caption]:not([hidden])")));
  const steps = part(calculator, "[data-list=steps]");
  const shown = [
    ["inputs", inputsOf(part(calculator, "form"))],
    ["result", part(calculator, ".calculator-headline")],
    ["editions", part(calculator, ".calculator-editions")],
    ...[...calculator.querySelectorAll(".calculator-outdated")].map((said) => ["editions", said]),
    ["steps", steps],
    ["notices", part(calculator, "[data-list=notices]")],
  ];
  for (const [name, content] of /** @type {[string, Element][]} */ (shown)) {
    const section = part(sheet, `[data-sheet=${name}]`);
    if (content.hasAttribute("hidden")) continue;
    const copy = /** @type {Element} */ (content.cloneNode(true));
    for (const hidden of copy.querySelectorAll("[hidden]")) hidden.remove();
    for (const clause of copy.querySelectorAll("details.clause")) clause.replaceWith(nameOf(clause));
    section.append(copy);
    if (!copy.hasChildNodes()) section.remove();
  }
  const cited = new Map([...steps.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  for (const clause of sheet.querySelectorAll("[data-clause]")) {
    const step = cited.get(clause.getAttribute("data-clause") ?? "")?.closest("details");
    if (!step) clause.remove();
    else if (step.getAttribute("data-from")) quote(clause, step);
  }
  return sheet;
}

/**
 * Put in the place of a clause's words those of the edition that a step cites.
 *
 * @param {Element} clause
 * @param {Element} step
 */
function quote(clause, step) {
  const heading = part(clause, "h4");
  heading.textContent = `${line(part(step, "summary"))}（${step.getAttribute("data-from")}）`;
  const sentences = (part(step, ".clause-text").textContent ?? "").split("\n");
  const paragraphs = sentences.map((sentence) => {
    return Object.assign(document.createElement("p"), { textContent: sentence });
  });
  clause.replaceChildren(heading, ...paragraphs);
}

/** @param {Element} clause a clause with its words, which the sheet holds once at its end */
function nameOf(clause) {
  const name = document.createElement("span");
  name.setAttribute("data-slot", "clause");
  name.textContent = part(clause, "summary").textContent;
  return name;
}

/**
 * Return a sheet as text. The clauses are named, not written out.
 *
 * @param {HTMLElement} sheet
 */
export function textOf(sheet) {
  const lines = [...sheet.querySelectorAll("header > *")].map(line);
  for (const section of sheet.querySelectorAll("[data-sheet]:not([data-sheet=clauses])")) {
    const heading = section.querySelector("h3");
    lines.push("", ...(heading ? [line(heading)] : []));
    const numbered = section.querySelector("ol") !== null;
    const items = [...section.querySelectorAll("li, dl > div, p")];
    lines.push(...items.map((item, index) => (numbered ? `${index + 1}. ` : "") + lineOf(item)));
  }
  return lines.join("\n");
}

/** @param {Element} item a figure, a step, a notice */
function lineOf(item) {
  const named = item.querySelector("dt, [data-slot=label]");
  const formula = item.querySelector("dd, [data-slot=formula]");
  const source = item.querySelector("[data-slot=clause], .calculator-source");
  if (named && formula) return `${line(named)}：${line(formula)}${source ? `（${line(source)}）` : ""}`;
  const text = item.querySelector("[data-slot=text]");
  return text && source ? `${line(text)}（${line(source)}）` : line(item);
}

/**
 * @param {Element} form
 * @returns {Element} what was filled in, a line each
 */
function inputsOf(form) {
  const list = document.createElement("ul");
  for (const field of form.querySelectorAll("[data-field]")) {
    if (!isAsked(field)) continue;
    const rows = [...field.querySelectorAll("li:not([data-blank])")];
    const lines = field.hasAttribute("data-rows")
      ? rows.map((row, index) => `第 ${index + 1} 条：${filled(row, " ").join("，")}`)
      : filled(field, "：");
    for (const text of lines) list.append(Object.assign(document.createElement("li"), { textContent: text }));
  }
  return list;
}

/**
 * @param {Element} field a field or a row of fields
 * @param {string} mark between label and value
 * @returns {string[]} label, value and unit of each control that holds something
 */
function filled(field, mark) {
  return controls(field).flatMap((control) => {
    const label = control.labels?.[0];
    const text = shown(control);
    if (!label || !text) return [];
    const unit = label.querySelector(".calculator-unit")?.textContent ?? "";
    return [`${label.firstChild?.textContent?.trim()}${mark}${text} ${unit}`.trim()];
  });
}

/** @param {import("./request.js").Control} control */
function shown(control) {
  if (control instanceof HTMLSelectElement) return control.value && control.selectedOptions[0]?.text;
  if (control.type === "checkbox") return /** @type {HTMLInputElement} */ (control).checked && "是";
  return control.value.trim();
}

/** @param {Element} element */
function line(element) {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}
