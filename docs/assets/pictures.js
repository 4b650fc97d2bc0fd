/**
 * The pictures of the answer that a calculator shows. Python draws them, after the answer and while
 * no other is wanted; those of the example stand in the HTML.
 *
 * @typedef {{cells: string[], clause: string}} Row
 * @typedef {{title: string, description: string, svg: string, columns: string[], rows: Row[]}} Picture
 * @typedef {{pictures: Picture[]}} Drawn
 */

import { clausesOf } from "./cited.js";
import { clone, fill, part } from "./parts.js";
import { python } from "./start.js";

const REST = 200; // milliseconds without another answer: what is typed meanwhile comes first

class HandbookPictures extends HTMLElement {
  /** The newest request that has not been drawn. @type {string | undefined} */
  #wanted;
  #asking = false;
  /** Counts what was wanted: only the newest is shown. */
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** @type {AbortController | undefined} */
  #listening;

  connectedCallback() {
    this.#listening = new AbortController();
    /** @param {Event} event */
    const draw = (event) => {
      this.#wanted = /** @type {CustomEvent<string>} */ (event).detail;
      this.#turn++;
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => void this.#ask(), REST);
    };
    const { signal } = this.#listening;
    this.#calculator.addEventListener("answered", draw, { signal });
    this.#calculator.addEventListener("cleared", () => this.#clear(), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.#resting);
    this.#listening?.abort();
  }

  #clear() {
    clearTimeout(this.#resting);
    this.#wanted = undefined;
    this.#turn++;
    this.replaceChildren();
  }

  get #calculator() {
    return /** @type {HTMLElement} */ (this.closest("handbook-calculator"));
  }

  /** Ask for the pictures of the newest answer, those of one at a time. */
  async #ask() {
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#wanted !== undefined) {
        const [request, turn] = [this.#wanted, this.#turn];
        this.#wanted = undefined;
        const reply = await python()
          .pictures(this.#calculator.dataset.calculator ?? "", request)
          .catch(() => '{"pictures": []}'); // none is better than those of another answer
        if (turn === this.#turn) this.#show(JSON.parse(reply));
      }
    } finally {
      this.#asking = false;
    }
  }

  /** @param {Drawn} drawn */
  #show({ pictures }) {
    const open = [...this.querySelectorAll("details")].map((details) => details.open);
    this.replaceChildren(...pictures.map((picture) => this.#figure(picture)));
    for (const [number, details] of this.querySelectorAll("details").entries()) {
      details.open = open[number] ?? false;
    }
  }

  /** @param {Picture} picture */
  #figure({ title, description, svg, columns, rows }) {
    const figure = clone(this.#calculator, "picture");
    const drawing = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    fill(figure, "title", title);
    fill(figure, "description", description);
    part(figure, "[data-slot=drawing]").replaceChildren(document.importNode(drawing, true));
    part(figure, "[data-slot=columns]").replaceChildren(...columns.map((column) => heading(column)));
    part(figure, "[data-slot=rows]").replaceChildren(...rows.map((row) => this.#row(row)));
    return figure;
  }

  /** @param {Row} row */
  #row({ cells, clause }) {
    const row = document.createElement("tr");
    for (const cell of cells) row.insertCell().textContent = cell;
    if (clause) {
      const clauses = clausesOf(this.#calculator);
      const link = document.createElement("a");
      link.textContent = clauses[clause]?.title ?? clause;
      link.href = clauses[clause]?.href ?? `#${clause}`;
      row.insertCell().append(link);
    }
    return row;
  }
}

/** @param {string} column */
function heading(column) {
  const cell = document.createElement("th");
  cell.scope = "col";
  cell.textContent = column;
  return cell;
}

customElements.define("handbook-pictures", HandbookPictures);
