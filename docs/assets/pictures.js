/**
 * The pictures of the answer that a calculator shows. Python draws them, after the answer and while
 * no other is wanted; those of the example stand in the HTML.
 *
 * @typedef {{cells: string[], clause: string}} Row
 * @typedef {{title: string, description: string, svg: string, columns: string[], rows: Row[]}} Picture
 * @typedef {{pictures: Picture[]}} Drawn
 * @typedef {{[anchor: string]: {href: string, title: string}}} Clauses
 */

import { python } from "./start.js";

class HandbookPictures extends HTMLElement {
  /** The newest request that has not been drawn. @type {string | undefined} */
  #wanted;
  #asking = false;
  /** @type {AbortController | undefined} */
  #listening;

  connectedCallback() {
    this.#listening = new AbortController();
    /** @param {Event} event */
    const draw = (event) => {
      this.#wanted = /** @type {CustomEvent<string>} */ (event).detail;
      void this.#ask();
    };
    this.#calculator.addEventListener("answered", draw, { signal: this.#listening.signal });
  }

  disconnectedCallback() {
    this.#listening?.abort();
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
        const request = this.#wanted;
        this.#wanted = undefined;
        const reply = await python()
          .pictures(this.#calculator.dataset.calculator ?? "", request)
          .catch(() => '{"pictures": []}'); // none is better than those of another answer
        if (this.#wanted === undefined) this.#show(JSON.parse(reply));
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
    /** @type {HTMLTemplateElement | null} */
    const template = this.#calculator.querySelector("template[data-part=picture]");
    const figure = /** @type {DocumentFragment} */ (template?.content.cloneNode(true));
    /** @param {string} name @param {...(Node | string)} content */
    const fill = (name, ...content) =>
      figure.querySelector(`[data-slot=${name}]`)?.replaceChildren(...content);
    const drawing = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    fill("title", title);
    fill("description", description);
    fill("drawing", document.importNode(drawing, true));
    fill("columns", ...columns.map((column) => heading(column)));
    fill("rows", ...rows.map((row) => this.#row(row)));
    return figure;
  }

  /** @param {Row} row */
  #row({ cells, clause }) {
    const row = document.createElement("tr");
    for (const cell of cells) row.insertCell().textContent = cell;
    if (clause) {
      /** @type {Clauses} */
      const clauses = JSON.parse(this.#calculator.dataset.clauses ?? "{}");
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
