/**
 * `<calculator-sharing>`: the buttons with which a reader takes an answer along, as text or on paper.
 */

import { copy } from "./clipboard.js";
import { linkOf } from "./link.js";
import { sheetOf, textOf } from "./sheet.js";

class CalculatorSharing extends HTMLElement {
  connectedCallback() {
    this.onclick = (/** @type {MouseEvent} */ { target }) => {
      const button = target instanceof Element ? target.closest("[data-share]") : null;
      if (button) void this.#share(button.getAttribute("data-share") ?? "");
    };
    for (const going of ["input", "click"]) this.#form.addEventListener(going, () => this.#withdraw());
  }

  get #calculator() {
    return /** @type {HTMLElement} */ (this.closest("handbook-calculator"));
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.#calculator.querySelector("form"));
  }

  /** Take away what was said and what was to be copied: the reader goes on. */
  #withdraw() {
    this.#say("");
    const area = this.querySelector("textarea");
    if (area) Object.assign(area, { value: "", hidden: true });
  }

  /** @param {string} what */
  async #share(what) {
    const calculator = this.#calculator;
    this.#withdraw();
    if (what === "link") await this.#link();
    else if (calculator.hasAttribute("data-asking") || calculator.querySelector("[data-stale]")) this.#say("stale");
    else if (what === "text") await this.#copy(textOf(sheetOf(calculator)), "text");
    else if (what === "print") printed(sheetOf(calculator));
  }

  async #link() {
    /** @type {HTMLInputElement | null} */
    const tick = this.querySelector("[data-personal-too]");
    const personal = tick?.checked ?? false;
    const link = linkOf(this.#calculator.dataset.calculator ?? "", this.#form, personal);
    this.querySelector("[data-said-of=public]")?.toggleAttribute("hidden", personal);
    if (link) await this.#copy(link, "link");
    else this.#say("too-long");
  }

  /**
   * @param {string} text
   * @param {string} kind what it is
   */
  async #copy(text, kind) {
    const area = this.querySelector("textarea");
    if (area) this.#say((await copy(text, area)) ? kind : "by-hand");
  }

  /** @param {string} what one of the sentences of the template */
  #say(what) {
    for (const each of this.querySelectorAll("[data-said]")) {
      each.toggleAttribute("hidden", each.getAttribute("data-said") !== what);
    }
  }
}

/**
 * Print a sheet alone. It stays until the reader comes back to the page: some browsers say that they
 * have printed when they have not begun.
 *
 * @param {HTMLElement} sheet
 */
function printed(sheet) {
  const remove = () => sheet.remove();
  document.body.append(sheet);
  print();
  for (const returned of ["pointerdown", "keydown"]) addEventListener(returned, remove, { once: true });
}

customElements.define("calculator-sharing", CalculatorSharing);
