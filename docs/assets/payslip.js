/**
 * Takes what a payslip says and shows how it differs from the answer of the calculator around it.
 * Python compares; the calculator says by the event "answered" which request it shows the answer to.
 *
 * @typedef {{number: number, label: string, formula: string}} Step
 * @typedef {{name: string, payslip: string, worked_out: string, same: boolean, said: string,
 *   follows: boolean, step: Step | null}} Verdict
 * @typedef {Verdict | {name: string, problem: string}} Line
 */

import { fill, part } from "./parts.js";
import { python } from "./start.js";

class HandbookPayslip extends HTMLElement {
  /** The request that the calculator shows the answer to. @type {string | undefined} */
  #answered;
  /** Counts what was asked: only the newest is shown. */
  #turn = 0;
  /** @type {AbortController | undefined} */
  #listening;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const calculator = this.closest("handbook-calculator");
    calculator?.addEventListener("answered", (event) => this.#takeAnswer(event), { signal });
    calculator?.addEventListener("cleared", () => this.#clear(), { signal });
    this.addEventListener("input", () => void this.#check(), { signal });
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  /** @param {Event} event */
  #takeAnswer(event) {
    this.#answered = /** @type {CustomEvent<string>} */ (event).detail;
    void this.#check();
  }

  /** Nothing of a payslip, nor of what it was compared with, stays on a shared phone either. */
  #clear() {
    this.#answered = undefined;
    for (const input of this.querySelectorAll("input")) input.value = "";
    void this.#check();
  }

  async #check() {
    const turn = ++this.#turn;
    const payslip = Object.fromEntries(
      [...this.querySelectorAll("[data-line]")]
        .map((line) => [line.getAttribute("data-line"), part(line, "input").value.trim()])
        .filter(([, amount]) => amount),
    );
    if (this.#answered === undefined || Object.keys(payslip).length === 0) {
      this.#show([]);
      return;
    }
    const request = `{"inputs": ${this.#answered}, "payslip": ${JSON.stringify(payslip)}}`;
    const calculator = this.closest("handbook-calculator")?.getAttribute("data-calculator") ?? "";
    const reply = await python()
      .payslip(calculator, request)
      .catch(() => '{"lines": []}'); // asked again with the next answer
    if (turn === this.#turn) this.#show(JSON.parse(reply).lines ?? []);
  }

  /** @param {Line[]} lines */
  #show(lines) {
    for (const place of this.querySelectorAll("[data-line]")) {
      const line = lines.find(({ name }) => name === place.getAttribute("data-line"));
      const problem = line && "problem" in line ? line.problem : "";
      fill(place, "problem", problem);
      part(place, "[data-slot=problem]").toggleAttribute("hidden", !problem);
      if (problem) part(place, "input").setAttribute("aria-invalid", "true");
      else part(place, "input").removeAttribute("aria-invalid");
      this.#showVerdict(place, line && "said" in line ? line : undefined);
    }
  }

  /**
   * @param {Element} place
   * @param {Verdict | undefined} line
   */
  #showVerdict(place, line) {
    const verdict = part(place, "[data-verdict]");
    verdict.toggleAttribute("hidden", line === undefined);
    if (!line) return;
    verdict.toggleAttribute("data-same", line.same);
    const { said, payslip, worked_out, step } = line;
    const texts = {
      ...{ said, payslip, worked_out, number: String(step?.number ?? "") },
      ...{ "step-label": step?.label ?? "", "step-formula": step?.formula ?? "" },
    };
    for (const [slot, text] of Object.entries(texts)) fill(place, slot, text);
    const explained = line.same || line.follows;
    part(place, "[data-differs]").toggleAttribute("hidden", line.same);
    part(place, "[data-follows]").toggleAttribute("hidden", !line.follows);
    part(place, "[data-step]").toggleAttribute("hidden", explained || !step);
    part(place, "[data-no-step]").toggleAttribute("hidden", explained || !!step);
  }
}

customElements.define("handbook-payslip", HandbookPayslip);
