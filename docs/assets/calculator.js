/**
 * A calculator in a page. Form and the example's answer stand in the HTML; this element asks Python
 * at each input and shows the reply in their place.
 *
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {{problems: {[field: string]: string}}} Refusal
 * @typedef {{files: {[key: string]: {name: string, text: string}}}} Offer
 */

import { showAnswer } from "./answer.js";
import { Cited } from "./cited.js";
import { forgetPaste, pasted } from "./column.js";
import { forget, keep, putBack } from "./kept.js";
import { forgetLink, takeLink } from "./link.js";
import { goToPlace } from "./place.js";
import { clone, fill, part } from "./parts.js";
import { showProblems } from "./problems.js";
import { clear, isEdited, requestOf, untouched } from "./request.js";
import { python } from "./start.js";

class HandbookCalculator extends HTMLElement {
  /** @type {import("./python.js").Python | undefined} */
  #python;
  /** The newest request that has not been asked yet. @type {string | undefined} */
  #wanted;
  #asking = false;
  /** The request whose answer is shown. @type {string | undefined} */
  #answered;
  /** The answer that is shown. @type {Answer | undefined} */
  #answer;
  /** @type {Cited | undefined} */
  #cited;
  /** @type {AbortController | undefined} */
  #listening;

  /** Whether the form holds something else than the example. */
  #edited = false;
  /** Whether the browser keeps what is typed. */
  #isKept = false;
  /** Whether the reader pressed the button and wants to be led to what comes of it. */
  #leading = false;
  /** Whether the reader pressed the button: until then what is still empty is not wrong. */
  #isDone = false;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#form.addEventListener("input", ({ target }) => this.#typed(target), { signal });
    this.#form.addEventListener("paste", pasted, { signal });
    this.#form.addEventListener("submit", (event) => this.#submitted(event), { signal });
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.#cited = new Cited(this, () => this.#citeAgain());
    this.#python = python();
    this.#python.addEventListener("change", () => this.#conditionChanged(), { signal });
    part(this, "button[type=submit]").removeAttribute("disabled");
    addEventListener("pageshow", (event) => this.#shownAgain(event), { signal });
    addEventListener("hashchange", () => this.#linkOpened(), { signal });
    const restored = putBack(this.#name, this.#form);
    if (restored) this.#withdraw();
    this.#linkOpened();
    this.#edited ||= restored || isEdited(this.#form); // a browser may put values in again, too
    this.#chooseWays();
    this.#want();
    this.#conditionChanged();
    goToPlace(this.#form);
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  /** @returns {HTMLFormElement} */
  get #form() {
    return part(this, "form");
  }

  get #name() {
    return this.dataset.calculator ?? "";
  }

  /** @param {EventTarget | null} field */
  #typed(field) {
    if (field instanceof HTMLElement) {
      field.setAttribute("data-typed", "");
      forgetPaste(field.parentElement ?? field);
    }
    this.#changed();
  }

  #changed() {
    this.#edited = true;
    this.#leading = false; // the reader goes on
    this.#isKept = keep(this.#name, this.#form);
    this.#chooseWays();
    this.#want();
    if (this.#python?.condition.state !== "ready") this.#captionAs("waiting");
    void this.#ask();
  }

  #linkOpened() {
    if (!takeLink(this.#name, this.#form)) return;
    this.#withdraw();
    this.#form.setAttribute("data-own", "");
    this.dispatchEvent(new CustomEvent("refilled"));
    this.#changed();
  }

  /**
   * Follow what was typed or cleared elsewhere while the browser held this page back.
   *
   * @param {PageTransitionEvent} event
   */
  #shownAgain(event) {
    if (!event.persisted) return;
    if (putBack(this.#name, this.#form)) {
      this.dispatchEvent(new CustomEvent("refilled"));
      this.#changed();
    } else if (this.#isKept) this.#clear();
  }

  /** Take away an answer that is not to what the form holds, nor to what it held before. */
  #withdraw() {
    this.#answered = undefined;
    this.#isDone = false;
    this.#offerFiles();
    part(this, ".calculator-answer").setAttribute("hidden", "");
    for (const field of this.#form.querySelectorAll("[data-typed]")) field.removeAttribute("data-typed");
  }

  /** Empty the form and take away what was said of it: nothing stays on a shared phone. */
  #clear() {
    clear(this.#form);
    this.#form.setAttribute("data-own", ""); // nothing of it is the example's
    forgetPaste(this.#form);
    this.#showProblems({});
    this.#withdraw();
    this.dispatchEvent(new CustomEvent("cleared"));
    this.#changed();
    forget(this.#name);
    forgetLink(this.#form);
  }

  /** @param {Event} event */
  #submitted(event) {
    event.preventDefault();
    this.#leading = this.#isDone = true;
    this.#want();
    if (this.#python?.condition.state === "ready") void this.#ask();
    else part(this, ".calculator-status").scrollIntoView({ block: "center" });
  }

  /** @param {Event} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-action]") : null;
    switch (button?.getAttribute("data-action")) {
      case "retry":
        void this.#python?.restart();
        part(this, "button[type=submit]").focus({ preventScroll: true });
        break;
      case "add-row":
        this.#addRow(/** @type {Element} */ (button));
        break;
      case "remove-row":
        this.#removeRow(/** @type {Element} */ (button));
        break;
      case "clear":
        this.#clear();
        this.#form.scrollIntoView(); // what was below is gone
        part(this.#form, "input").focus({ preventScroll: true });
        break;
      case "save":
        void this.#save(button?.getAttribute("data-file") ?? "");
        break;
      default:
    }
  }

  /** @param {Element} button */
  #addRow(button) {
    const list = /** @type {Element} */ (button.closest("[data-rows]"));
    const row = clone(list, "row");
    part(list, "ol").append(row);
    part(row, "input").focus();
  }

  /** @param {Element} button */
  #removeRow(button) {
    const list = /** @type {Element} */ (button.closest("[data-rows]"));
    const row = button.closest("li");
    const shown = [...list.querySelectorAll("ol > li:not([data-of-another-day])")];
    const place = shown.findIndex((each) => each === row);
    const neighbour = shown[place + 1] ?? shown[place - 1];
    row?.remove();
    part(neighbour ?? list, neighbour ? "[data-action]" : "[data-action=add-row]").focus();
    this.#changed();
  }

  /** Show the fields of the chosen way to fill in, and hide those of the others. */
  #chooseWays() {
    for (const radio of this.querySelectorAll("input[data-way]")) {
      const fieldset = radio.closest("[data-alternatives]");
      const fields = fieldset?.querySelector(`[data-way-fields=${radio.getAttribute("data-way")}]`);
      fields?.toggleAttribute("hidden", !(/** @type {HTMLInputElement} */ (radio).checked));
    }
  }

  #want() {
    this.#wanted = JSON.stringify(requestOf(this.#form));
    this.toggleAttribute("data-asking", this.#edited && this.#wanted !== this.#answered);
    this.dispatchEvent(new CustomEvent("entered"));
  }

  /** Ask the newest request, one at a time: what is typed meanwhile is asked next, the rest never. */
  async #ask() {
    const python = this.#python;
    if (this.#asking || python?.condition.state !== "ready") return;
    this.#asking = true;
    try {
      while (this.#wanted !== undefined && python.condition.state === "ready") {
        const request = this.#wanted;
        this.#wanted = undefined;
        const reply = await python.answer(this.#name, request).catch((error) => {
          this.#fault(request, error);
        });
        if (reply !== undefined && this.#wanted === undefined) this.#show(request, JSON.parse(reply));
      }
    } finally {
      this.#asking = false;
    }
  }

  /**
   * Save a file that the answer shown offers: the bytes that Python makes, without any network.
   *
   * @param {string} key
   */
  async #save(key) {
    const request = this.#answered;
    if (request === undefined) return;
    const reply = await this.#python?.files(this.#name, request).catch((error) => {
      this.#showFault(error);
    });
    const file = reply && /** @type {Offer} */ (JSON.parse(reply)).files[key];
    if (!file) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file.text]));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // some browsers read it a little later
  }

  /**
   * Python gave no reply: said where it is still there, else asked again once it is back.
   *
   * @param {string} request
   * @param {Error} error
   */
  #fault(request, error) {
    if (this.#python?.condition.state !== "ready") {
      this.#wanted ??= request;
      return;
    }
    this.#showFault(error);
    this.#captionAs("stale");
  }

  /** @param {Error} error */
  #showFault(error) {
    part(this, "[data-fault]").removeAttribute("hidden");
    part(this, "[data-fault] [data-slot]").textContent = error.message;
  }

  #conditionChanged() {
    const { condition } = /** @type {import("./python.js").Python} */ (this.#python);
    for (const element of this.querySelectorAll("[data-status]")) {
      element.toggleAttribute("hidden", element.getAttribute("data-status") !== condition.state);
    }
    if (condition.state === "loading") {
      part(this, "progress").value = condition.arrived;
      part(this, "[data-stalled]").toggleAttribute("hidden", !condition.stalled);
    }
    if (condition.state === "failed") {
      for (const element of this.querySelectorAll("[data-reason]")) {
        element.toggleAttribute("hidden", element.getAttribute("data-reason") !== condition.reason);
      }
      fill(this, "detail", condition.detail);
    }
    if (condition.state !== "ready" && this.#edited) this.#captionAs("waiting");
    // A worker that died was started anew: who hears of answers may have lost theirs with it.
    if (condition.state === "ready" && this.#answered !== undefined) this.#want();
    this.#offerFiles();
    void this.#ask();
  }

  /** Let the answer be saved once Python has given it, and while Python is there to write it. */
  #offerFiles() {
    const ready = this.#answered !== undefined && this.#python?.condition.state === "ready";
    for (const button of this.querySelectorAll("[data-action=save]")) {
      button.toggleAttribute("disabled", !ready);
    }
  }

  /**
   * @param {string} request
   * @param {Refusal | Answer} reply
   */
  #show(request, reply) {
    const refused = "problems" in reply;
    part(this, "[data-fault]").setAttribute("hidden", "");
    this.#showProblems(refused ? reply.problems : {});
    if (!refused) {
      this.#answered = request;
      this.#answer = reply;
      this.#citeAgain();
      this.dispatchEvent(new CustomEvent("answered", { detail: request }));
      this.#offerFiles();
    }
    this.#captionAs(refused ? "stale" : this.#edited ? "yours" : "example");
    this.removeAttribute("data-asking");
    if (this.#leading) this.#lead();
    this.#leading = false;
  }

  /** Show the answer with the clauses of the edition that it is to cite. */
  #citeAgain() {
    if (!this.#answer || this.#answered === undefined) return;
    const clauses = this.#cited?.clausesFor(this.#answered) ?? {};
    showAnswer(this, this.#answer, clauses);
  }

  /** @param {{[field: string]: string}} problems */
  #showProblems(problems) {
    const waiting = showProblems(this.#form, problems, this.#isDone);
    part(this, "[data-missing]").toggleAttribute("hidden", waiting.length === 0);
    part(this, "[data-nothing-missing]").toggleAttribute("hidden", waiting.length > 0);
    fill(this, "waiting", waiting.join("、"));
  }

  /** @param {"example" | "yours" | "stale" | "waiting"} caption what the answer below it answers */
  #captionAs(caption) {
    const stale = caption === "stale" || caption === "waiting";
    part(this, ".calculator-answer").toggleAttribute("data-stale", stale);
    for (const element of this.querySelectorAll("[data-caption]")) {
      element.toggleAttribute("hidden", element.getAttribute("data-caption") !== caption);
    }
    const names = caption === "yours" && !this.#form.hasAttribute("data-own") ? untouched(this.#form) : [];
    part(this, "[data-untouched]").toggleAttribute("hidden", names.length === 0);
    fill(this, "untouched", names.join("、"));
  }

  /** Lead the reader to the first problem, else to the answer. */
  #lead() {
    const problem = this.#form.querySelector(".calculator-problem:not([hidden])");
    const place = problem?.closest("[data-field]") ?? part(this, ".calculator-answer");
    const control = place.querySelector(":scope > [aria-invalid=true]") ?? place;
    if (control instanceof HTMLElement) control.focus({ preventScroll: true });
    (problem ?? place).scrollIntoView({ block: problem ? "center" : "start" });
  }
}

customElements.define("handbook-calculator", HandbookCalculator);
