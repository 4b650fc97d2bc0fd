/**
 * Which edition of the handbook the clauses of an answer are cited from: the one in force when what was
 * asked about happened. An answer from before the first edition cites the first, and says so.
 *
 * @typedef {import("./answer.js").Clauses} Clauses
 * @typedef {import("./editions.js").Edition} Edition
 */

import { editions } from "./editions.js";
import { fill, part } from "./parts.js";

const DAY = /^(?<year>\d{4})(?:-?Q(?<quarter>[1-4])|-(?<month>\d{2})(?:-(?<day>\d{2}))?)?/i;
const MONTHS_OF_A_QUARTER = 3;

/** @type {WeakMap<HTMLElement, Clauses>} */
const CITED = new WeakMap();

/**
 * Return the clauses that the answer shown by a calculator cites.
 *
 * @param {HTMLElement} calculator
 */
export function clausesOf(calculator) {
  return CITED.get(calculator) ?? ownOf(calculator);
}

/**
 * Return the clauses as this page's edition has them.
 *
 * @param {HTMLElement} calculator
 * @returns {Clauses}
 */
function ownOf({ dataset }) {
  return JSON.parse(dataset.clauses ?? "{}");
}

export class Cited {
  #calculator;
  #again;
  /** What other editions say, once it is here. @type {Map<string, Clauses>} */
  #elsewhere = new Map();
  /** The editions of which that could not be loaded. @type {Set<string>} */
  #lost = new Set();

  /**
   * @param {HTMLElement} calculator
   * @param {() => void} again called when clauses have come that an answer waits for
   */
  constructor(calculator, again) {
    this.#calculator = calculator;
    this.#again = again;
    editions?.loaded().then(again, () => {}); // the top of the page says that they are unknown
  }

  /**
   * Return the clauses that the answer to a request is to cite, and say where they come from. Until
   * those of another edition are here, they are this page's.
   *
   * @param {string} request JSON text
   * @returns {Clauses}
   */
  clausesFor(request) {
    const own = ownOf(this.#calculator);
    const asked = JSON.parse(request)[this.#calculator.dataset.datedBy ?? ""];
    const day = firstDay(String(asked ?? ""));
    const then = day && editions?.inForce(day);
    const first = editions?.all.at(-1);
    if (!editions || !day || !first) return this.#say("", undefined, own);
    if (!then) return this.#from(first, "before", own);
    if (then.date > editions.here.date) return this.#say("later", then, own);
    return this.#from(then, "then", own);
  }

  /**
   * @param {Edition} edition
   * @param {string} why
   * @param {Clauses} own
   */
  #from(edition, why, own) {
    const isHere = edition.date === editions?.here.date;
    if (isHere) return this.#say(why === "before" ? "before" : "", edition, own);
    const found = this.#elsewhere.get(edition.date);
    if (found) return this.#say(why, edition, found);
    if (this.#lost.has(edition.date)) return this.#say("lost", edition, own);
    editions
      ?.contents(edition)
      .then(({ clauses }) => {
        const folder = editions?.folderOf(edition);
        const cited = Object.entries(own).map(([anchor, clause]) => {
          const there = clauses[anchor]; // a clause that came later is cited from where it is
          return [anchor, there ? { ...there, href: `${folder}${there.href}`, from: edition.title } : clause];
        });
        this.#elsewhere.set(edition.date, Object.fromEntries(cited));
        this.#again();
      })
      .catch(() => {
        this.#lost.add(edition.date);
        this.#again();
      });
    return this.#say("", undefined, own);
  }

  /**
   * @param {string} why
   * @param {Edition | undefined} edition
   * @param {Clauses} clauses
   */
  #say(why, edition, clauses) {
    CITED.set(this.#calculator, clauses);
    for (const each of this.#calculator.querySelectorAll("[data-cited]")) {
      const isSaid = each.getAttribute("data-cited") === why;
      each.toggleAttribute("hidden", !isSaid);
      if (!isSaid || !edition || !editions) continue;
      const link = part(each, "a");
      link.textContent = edition.title;
      link.setAttribute("href", editions.folderOf(edition) + (why === "later" ? editions.page : ""));
      fill(each, "from", edition.date);
    }
    return clauses;
  }
}

/**
 * Return the first day of a day, an instant, a month, a quarter or a year, "" of anything else.
 *
 * @param {string} text
 */
export function firstDay(text) {
  const { year, quarter, month, day } = DAY.exec(text.trim())?.groups ?? {};
  if (!year) return "";
  const first = quarter ? String((Number(quarter) - 1) * MONTHS_OF_A_QUARTER + 1).padStart(2, "0") : month;
  return `${year}-${first ?? "01"}-${day ?? "01"}`;
}
