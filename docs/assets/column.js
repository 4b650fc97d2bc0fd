/**
 * A column of a table, pasted into a field that takes a series of numbers: a heading, separators of
 * thousands and empty cells are no numbers of a series, and a comma there separates two of them.
 *
 * @typedef {{numbers: string[], heading: string, grouped: boolean, empty: number}} Column
 */

import { fill, part } from "./parts.js";

const NUMBER = /^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/;
const TOTAL = /^(合计|总计|小计|总和|total|sum)\s*[:：]?$/i;
const GROUPED = /(?:^|\s)(\d{1,3}(?:,\d{3})+)(?!\S)/; // or several numbers: nobody can know

/** @param {ClipboardEvent} event a paste into any field */
export function pasted(event) {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement)) return;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const found = columnsOf(text);
  const [column] = found.length === 1 ? found : [];
  if (found.length > 0) event.preventDefault(); // else it is no table: the browser pastes it as it is
  if (column) insert(field, column.numbers.join("\n"));
  const [, grouped = ""] = found.length === 0 ? (GROUPED.exec(text) ?? []) : [];
  const said = {
    several: found.length > 1 ? String(found.length) : "", // which of them is meant, nobody can know
    count: column ? String(column.numbers.length) : "",
    heading: column?.heading ?? "",
    grouped: column?.grouped ? "," : "",
    empty: column?.empty ? String(column.empty) : "",
    total: column ? (linesOf(text).flat().find(isTotal) ?? "") : "",
    commas: grouped,
  };
  const place = part(/** @type {Element} */ (field.closest("[data-field]")), "[data-pasted]");
  for (const [name, words] of Object.entries(said)) say(place, name, words);
  const show = () => place.toggleAttribute("hidden", !Object.values(said).some(Boolean));
  if (grouped) setTimeout(show); // after the input that the browser makes of it
  else show();
}

/**
 * Take away what was said of a paste: the reader goes on.
 *
 * @param {Element} within
 */
export function forgetPaste(within) {
  for (const said of within.querySelectorAll("[data-pasted]")) said.setAttribute("hidden", "");
}

/**
 * Put numbers where the cursor is, apart from those around it.
 *
 * @param {HTMLTextAreaElement} field
 * @param {string} numbers
 */
function insert(field, numbers) {
  const { value, selectionStart: from, selectionEnd: to } = field;
  const before = /\S$/.test(value.slice(0, from)) ? "\n" : "";
  const after = /^\S/.test(value.slice(to)) ? "\n" : "";
  field.setRangeText(before + numbers + after, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Return the columns of numbers in what was copied from a table, a row of it as a column; none where
 * it is a single cell.
 *
 * @param {string} text lines of cells with tabs between
 * @returns {Column[]}
 */
function columnsOf(text) {
  const lines = linesOf(text);
  const cells = lines.filter((line) => !line.some(isTotal));
  const [row = []] = cells;
  if (lines.length === 1) return row.length > 1 ? [columnOf(row)].filter((column) => column !== null) : [];
  const width = Math.max(...cells.map((line) => line.length));
  return Array.from({ length: width }, (_, place) => columnOf(cells.map((line) => line[place] ?? ""))).filter(
    (column) => column !== null,
  );
}

/**
 * @param {string} text
 * @returns {string[][]} the cells of each line
 */
function linesOf(text) {
  const lines = text.replace(/\s+$/, "").split(/\r\n|\r|\n/);
  return lines.map((line) => line.split("\t").map((cell) => cell.trim()));
}

/** @param {string} cell */
function isTotal(cell) {
  return TOTAL.test(cell);
}

/**
 * @param {string[]} cells
 * @returns {Column | null} null where they are not numbers under one heading at most
 */
function columnOf(cells) {
  const [first = ""] = cells;
  const heading = NUMBER.test(first) ? "" : first;
  const below = heading ? cells.slice(1) : cells;
  const numbers = below.filter((cell) => cell !== "");
  if (!numbers.length || !numbers.every((cell) => NUMBER.test(cell))) return null;
  return {
    numbers: below.map((cell) => cell.replaceAll(",", "") || "0"),
    heading,
    grouped: numbers.some((cell) => cell.includes(",")),
    empty: below.length - numbers.length,
  };
}

/**
 * @param {Element} place
 * @param {string} what
 * @param {string} text nothing where it is not so
 */
function say(place, what, text) {
  const sentence = part(place, `[data-if=${what}]`);
  sentence.toggleAttribute("hidden", !text);
  if (sentence.querySelector("[data-slot]")) fill(sentence, "said", text);
}
