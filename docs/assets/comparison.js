/**
 * Keeps an answer of the calculator around it and shows what other inputs change. Python compares;
 * the calculator says by the event "answered" which request it shows the answer to.
 *
 * @typedef {{label: string, formula: string}} Step
 * @typedef {{label: string, unit: string, before: string, now: string, difference: string,
 *   changed: boolean}} Compared
 * @typedef {{results: Compared[], steps: {before: Step | null, now: Step | null}[]}} Comparison
 */

import { clone, fill, part } from "./parts.js";
import { python } from "./start.js";

class HandbookComparison extends HTMLElement {
  /** The request that the calculator shows the answer to. @type {string | undefined} */
  #now;
  /** The request whose answer is kept. @type {string | undefined} */
  #before;
  /** @type {AbortController | undefined} */
  #listening;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#calculator?.addEventListener(
      "answered",
      (event) => {
        this.#now = /** @type {CustomEvent<string>} */ (event).detail;
        part(this, "[data-offer]").toggleAttribute("hidden", this.#before !== undefined);
        void this.#compare();
      },
      { signal },
    );
    this.#calculator?.addEventListener("cleared", () => this.#clear(), { signal });
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  /** @returns {HTMLElement | null} */
  get #calculator() {
    return this.closest("handbook-calculator");
  }

  /** Forget both answers, and what was said of them. */
  #clear() {
    this.#before = this.#now = undefined;
    for (const list of this.querySelectorAll("[data-list]")) list.replaceChildren();
    for (const shown of this.querySelectorAll("[data-offer], [data-comparison]")) shown.setAttribute("hidden", "");
  }

  /** @param {Event} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-compare]") : null;
    if (!button) return;
    const begins = button.getAttribute("data-compare") === "begin";
    this.#before = begins ? this.#now : undefined;
    part(this, "[data-offer]").toggleAttribute("hidden", begins);
    part(this, "[data-comparison]").toggleAttribute("hidden", !begins);
    part(this, begins ? "[data-compare=end]" : "[data-compare=begin]").focus({ preventScroll: true });
    void this.#compare();
  }

  async #compare() {
    const [before, now] = [this.#before, this.#now];
    if (before === undefined || now === undefined) return;
    if (before === now) {
      this.#become("unchanged");
      return;
    }
    const request = `{"before": ${before}, "now": ${now}}`;
    try {
      const reply = await python().compare(this.#calculator?.dataset.calculator ?? "", request);
      if (before === this.#before && now === this.#now) this.#show(JSON.parse(reply));
    } catch {
      if (before === this.#before && now === this.#now) this.#become("fault");
    }
  }

  /** @param {Comparison} comparison */
  #show({ results, steps }) {
    const differs = steps.length > 0 || results.some(({ changed }) => changed);
    part(this, "[data-list=results]").replaceChildren(
      ...results.map(({ changed, ...texts }) => {
        const item = this.#filled("compared", { ...texts, difference: changed ? texts.difference : "没有变" });
        part(item, "[data-from]").toggleAttribute("hidden", !changed);
        return item;
      }),
    );
    part(this, "[data-list=changed-steps]").replaceChildren(
      ...steps.map(({ before, now }) =>
        this.#filled("compared-step", worded(before, now)),
      ),
    );
    fill(this, "count", String(steps.length));
    this.#become(differs ? "different" : "same");
  }

  /** @param {"unchanged" | "same" | "different" | "fault"} state */
  #become(state) {
    for (const element of this.querySelectorAll("[data-state]")) {
      element.toggleAttribute("hidden", element.getAttribute("data-state") !== state);
    }
  }

  /**
   * @param {string} name of the page's template
   * @param {{[slot: string]: string}} texts
   */
  #filled(name, texts) {
    const item = clone(this, name);
    for (const [slot, text] of Object.entries(texts)) fill(item, slot, text);
    return item;
  }
}

/**
 * Return both sides of a step; a label that they share stands above them.
 *
 * @param {Step | null} before
 * @param {Step | null} now
 */
function worded(before, now) {
  const label = before && now && before.label !== now.label ? "" : ((now ?? before)?.label ?? "");
  const side = (/** @type {Step | null} */ step) =>
    step ? (label ? step.formula : `${step.label}：${step.formula}`) : "没有这一步";
  return { label, before: side(before), now: side(now) };
}

customElements.define("handbook-comparison", HandbookComparison);
