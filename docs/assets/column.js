/**
 * A column of a table, pasted into a field that takes a series of numbers: a heading, separators of
 * thousands and empty cells are no numbers of a series, and a comma there separates two of them.
 *
 * @typedef {{numbers: string[], heading: string, grouped: boolean, empty: number}} Column
 */

import { fill, part } from "./parts.js";

const NUMBER = /^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/;

/** @param {ClipboardEvent} event a paste into any field */
export function pasted(event) {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement)) return;
  const found = columnsOf(event.clipboardData?.getData("text/plain") ?? "");
  const [column] = found;
  if (!column) return; // no table: the browser pastes it as it is
  event.preventDefault();
  const place = part(/** @type {Element} */ (field.closest("[data-field]")), "[data-pasted]");
  place.removeAttribute("hidden");
  say(place, "several", found.length > 1, String(found.length));
  const taken = found.length === 1;
  say(place, "count", taken, String(column.numbers.length));
  say(place, "heading", taken && column.heading !== "", column.heading);
  say(place, "grouped", taken && column.grouped, "");
  say(place, "empty", taken && column.empty > 0, String(column.empty));
  if (!taken) return; // which of them is meant, nobody can know
  const before = field.value.slice(0, field.selectionStart);
  const space = /\S$/.test(before) ? "\n" : "";
  field.setRangeText(space + column.numbers.join("\n"), field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Return the columns of numbers in what was copied from a table: none where it is a single cell, or
 * no cell under another.
 *
 * @param {string} text lines of cells with tabs between
 * @returns {Column[]}
 */
function columnsOf(text) {
  const lines = text.replace(/\s+$/, "").split(/\r\n|\r|\n/);
  if (lines.length < 2) return [];
  const cells = lines.map((line) => line.split("\t").map((cell) => cell.trim()));
  const width = Math.max(...cells.map((line) => line.length));
  return Array.from({ length: width }, (_, place) => columnOf(cells.map((line) => line[place] ?? ""))).filter(
    (column) => column !== null,
  );
}

/**
 * @param {string[]} cells
 * @returns {Column | null} null where they are not numbers under one heading at most
 */
function columnOf(cells) {
  const [first = ""] = cells;
  const heading = NUMBER.test(first) ? "" : first;
  const below = heading || !first ? cells.slice(1) : cells;
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
 * @param {boolean} isSo
 * @param {string} text
 */
function say(place, what, isSo, text) {
  const sentence = part(place, `[data-if=${what}]`);
  sentence.toggleAttribute("hidden", !isSo);
  if (sentence.querySelector("[data-slot]")) fill(sentence, "said", text);
}
