/**
 * `<handbook-month>`: the days of a month above the rows that happened on them. A tap on a day shows
 * its rows alone and offers to add one. What is asked stands in the rows, nothing of it in here.
 *
 * @typedef {{[year: string]: {off: string[], worked: string[]}}} Notices days off, weekend days worked
 */

import { clone, fill, part } from "./parts.js";

const WEEK = 7;
const DAY = 86_400_000; // milliseconds of a day of UTC, where none is longer
const IN_WORDS = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric", weekday: "long", timeZone: "UTC" });
const STEPS = new Map([["ArrowLeft", -1], ["ArrowRight", 1], ["ArrowUp", -WEEK], ["ArrowDown", WEEK]]);

class HandbookMonth extends HTMLElement {
  /** The month laid out, as in 2026-03. */
  #month = "";
  /** The day whose rows are shown alone, as in 2026-03-09. */
  #chosen = "";
  /** @type {AbortController | undefined} */
  #listening;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const calculator = /** @type {Element} */ (this.closest("handbook-calculator"));
    calculator.addEventListener("entered", () => this.#draw(), { signal });
    calculator.addEventListener("refilled", () => (this.#chosen = ""), { signal });
    this.#form.addEventListener("submit", () => this.#choose(""), { signal });
    this.#rows.addEventListener("input", (event) => this.#follow(event), { signal });
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.addEventListener("keydown", (event) => this.#walk(event), { signal });
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.closest("form"));
  }

  get #rows() {
    return /** @type {HTMLElement} */ (this.closest("[data-rows]"));
  }

  get #days() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-date]"))];
  }

  #draw() {
    const field = /** @type {HTMLInputElement} */ (part(this.#form, `[name=${this.dataset.month}]`));
    const month = monthOf(field.value);
    part(this, "[data-with-month]").toggleAttribute("hidden", !month);
    part(this, "[data-without-month]").toggleAttribute("hidden", Boolean(month));
    if (month !== this.#month) this.#layOut(month);
    this.#mark();
  }

  /** @param {string} month as in 2026-03, or nothing */
  #layOut(month) {
    this.#month = month;
    this.#chosen = "";
    const days = daysOf(month);
    const [year = "", number = ""] = month.split("-");
    fill(this, "month", `${year} 年 ${Number(number)} 月`);
    /** @type {Notices} */
    const notices = JSON.parse(this.dataset.notices ?? "{}");
    part(this, "[data-unknown]").toggleAttribute("hidden", year in notices);
    const weeks = [];
    for (const day of days) {
      if (!weeks.length || weekday(day) === 0) weeks.push(document.createElement("tr"));
      weeks.at(-1)?.append(this.#day(day, notices[year]));
    }
    weeks[0]?.prepend(...days.slice(0, weekday(month + "-01")).map(() => document.createElement("td")));
    part(this, "tbody").replaceChildren(...weeks);
    this.#days[0]?.setAttribute("tabindex", "0");
  }

  /**
   * @param {string} day
   * @param {Notices[string] | undefined} notice
   */
  #day(day, notice) {
    const cell = clone(this, "day");
    const button = part(cell, "button");
    button.dataset.date = day;
    if (notice?.off.includes(day)) button.dataset.kind = "off";
    else if (notice?.worked.includes(day)) button.dataset.kind = "worked";
    else if (weekday(day) >= WEEK - 2) button.dataset.kind = "weekend";
    button.dataset.number = String(Number(day.slice(-2)));
    return cell;
  }

  /** Say on each day what happened, and show the rows of the chosen one alone. */
  #mark() {
    const entries = [...this.#rows.querySelectorAll("ol > li")].map((row) => ({
      row,
      day: this.#control(row, "day").value,
      what: this.#control(row, "what").value,
    }));
    for (const button of this.#days) {
      const { date = "", kind = "" } = button.dataset;
      const happened = entries.filter(({ day }) => day === date).map(({ what }) => this.#choice(what));
      const [sign = "", state = ""] = (this.dataset[kind] ?? "").split("：");
      button.dataset.tag = happened.map((choice) => choice?.dataset.mark ?? "").join("") || sign;
      button.toggleAttribute("data-happened", happened.length > 0);
      const words = [inWords(date), state, ...happened.map((choice) => choice?.dataset.word ?? "")];
      button.setAttribute("aria-label", words.filter(Boolean).join("，"));
      button.setAttribute("aria-pressed", String(date === this.#chosen));
    }
    for (const { row, day } of entries) {
      const isAnother = this.#chosen !== "" && day !== this.#chosen && day !== "";
      // What is being typed into stays: a date is another one half-way.
      row.toggleAttribute("data-of-another-day", isAnother && !row.contains(document.activeElement));
    }
    part(this, "[data-chosen]").toggleAttribute("hidden", !this.#chosen);
    if (this.#chosen) fill(this, "day", inWords(this.#chosen));
  }

  /** @param {string} day or nothing, for all of them */
  #choose(day) {
    this.#chosen = day;
    this.#mark();
  }

  /** @param {Event} event an input in the rows: one that goes to another day takes the choice along */
  #follow({ target }) {
    const row = target instanceof Element ? target.closest("li") : null;
    if (!row || !this.#chosen || this.#control(row, "day") !== target) return;
    const { value } = this.#control(row, "day");
    this.#choose(value.startsWith(this.#month) ? value : "");
  }

  /** @param {Event} event */
  #clicked({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    const { date, enter } = button.dataset;
    if (date) {
      this.#reach(button);
      this.#choose(date === this.#chosen ? "" : date);
    } else if (enter) this.#enter(button);
    else {
      this.#days.find((day) => day.dataset.date === this.#chosen)?.focus();
      this.#choose("");
    }
  }

  /**
   * Add a row to the chosen day.
   *
   * @param {HTMLButtonElement} button of what happened
   */
  #enter({ dataset: { enter = "", counted } }) {
    const row = clone(this.#rows, "row");
    this.#control(row, "day").value = this.#chosen;
    this.#control(row, "what").value = enter;
    part(this.#rows, "ol").append(row);
    if (counted !== undefined) this.#control(row, "length").focus();
    row.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const { target, key } = event;
    const days = this.#days;
    const place = target instanceof HTMLElement ? days.indexOf(target) : -1;
    const next = days[place + (STEPS.get(key) ?? 0)];
    if (place < 0 || !next || !STEPS.has(key)) return;
    event.preventDefault();
    this.#reach(next);
    next.focus();
  }

  /** @param {HTMLElement} button the one day that the key Tab leads to */
  #reach(button) {
    for (const each of this.#days) each.tabIndex = each === button ? 0 : -1;
  }

  /**
   * @param {Element} row
   * @param {"day" | "what" | "length"} which
   * @returns {HTMLInputElement}
   */
  #control(row, which) {
    return /** @type {HTMLInputElement} */ (part(row, `[name=${this.dataset[which]}]`));
  }

  /**
   * @param {string} code
   * @returns {HTMLElement | null} the button that enters it
   */
  #choice(code) {
    return this.querySelector(`[data-enter="${CSS.escape(code)}"]`);
  }
}

/**
 * @param {string} text as browsers write a month, or as people do where they do not
 * @returns {string} as in 2026-03, or nothing
 */
function monthOf(text) {
  const [, year = "", month = ""] = /^\s*(\d{4})\D(\d{1,2})\D?\s*$/.exec(text) ?? [];
  return Number(month) >= 1 && Number(month) <= 12 ? `${year}-${month.padStart(2, "0")}` : "";
}

/**
 * @param {string} month as in 2026-03, or nothing
 * @returns {string[]}
 */
function daysOf(month) {
  if (!month) return [];
  const days = [];
  for (let at = Date.parse(`${month}-01`); iso(at).startsWith(month); at += DAY) days.push(iso(at));
  return days;
}

/** @param {number} at */
function iso(at) {
  return new Date(at).toISOString().slice(0, "2026-03-09".length);
}

/**
 * @param {string} day
 * @returns {number} 0 for a Monday
 */
function weekday(day) {
  return (new Date(day).getUTCDay() + WEEK - 1) % WEEK;
}

/** @param {string} day */
function inWords(day) {
  return IN_WORDS.format(new Date(day));
}

customElements.define("handbook-month", HandbookMonth);
