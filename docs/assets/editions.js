/**
 * The editions beside this one, as the publishing branch has them, and which is in force on a day.
 * A page of a draft knows none.
 *
 * @typedef {{date: string, title: string}} Edition the day from which it counts, which names its folder
 * @typedef {{href: string, title: string, text: string}} Clause
 * @typedef {{clauses: {[anchor: string]: Clause}, said: {[anchor: string]: {id: string}[]},
 *   redirects: {[anchor: string]: string}, pages: string[]}} Contents of an edition: edition/clauses.json
 */

const FACT = /^([a-z]{2}(?:-[0-9]+)+)-[a-z]+$/; // the anchor of a sentence begins with its clause's

export class Editions {
  /** The edition of this page. @type {Edition} */
  here;
  /** The address of this page in its edition's folder. */
  page;
  /** The address of the folder of all editions. @type {string} */
  root;
  /** The name of the folder that this page is read in: its edition's, or that of the one in force. */
  #folder;
  /** Every edition, the newest first, once `loaded`. @type {Edition[]} */
  all = [];
  /** @type {Promise<Edition[]> | undefined} */
  #loading;
  /** @type {Map<string, Promise<Contents>>} */
  #contents = new Map();

  /** @param {HTMLElement} told */
  constructor({ dataset }) {
    this.here = { date: dataset.date ?? "", title: dataset.title ?? "" };
    this.page = dataset.page ?? "";
    this.root = new URL(dataset.root ?? "", location.href).href;
    this.#folder = location.href.slice(this.root.length).split("/")[0] ?? "";
  }

  /**
   * Load which editions there are. What was published since the page came is asked of the server.
   *
   * @returns {Promise<Edition[]>}
   */
  loaded() {
    return (this.#loading ??= this.#load());
  }

  async #load() {
    const told = await json(`${this.root}editions.json`, { cache: "no-cache" });
    return (this.all = told.editions);
  }

  /**
   * Return the edition in force on a day.
   *
   * @param {string} day
   * @returns {Edition | undefined}
   */
  inForce(day) {
    return this.all.find(({ date }) => date <= day);
  }

  /**
   * Return the edition that followed another.
   *
   * @param {Edition} edition
   * @returns {Edition | undefined}
   */
  after(edition) {
    return this.all.filter(({ date }) => date > edition.date).at(-1);
  }

  /**
   * @param {Edition} edition
   * @returns {"ended" | "now" | "early"} what it is today
   */
  statusOf(edition) {
    const current = this.inForce(today());
    if (current?.date === edition.date) return "now";
    return current && edition.date < current.date ? "ended" : "early";
  }

  /** @param {Edition} edition */
  folderOf({ date }) {
    return `${this.root}${date === this.here.date ? this.#folder : date}/`;
  }

  /**
   * Load what an edition's clauses are; a published edition never changes.
   *
   * @param {Edition} edition
   * @returns {Promise<Contents>}
   */
  contents(edition) {
    const known = this.#contents.get(edition.date);
    if (known) return known;
    // Not from current/, which will be a copy of another.
    const loading = json(`${this.root}${edition.date}/edition/clauses.json`);
    loading.catch(() => this.#contents.delete(edition.date)); // asked again next time
    this.#contents.set(edition.date, loading);
    return loading;
  }

  /**
   * Return the address of what the reader sees in another edition: the same clause wherever it stands
   * there, else the same page, else its first page.
   *
   * @param {Edition} edition
   * @param {string} anchor
   */
  async addressIn(edition, anchor) {
    const { clauses, redirects, pages } = await this.contents(edition);
    const folder = this.folderOf(edition);
    const hash = anchor && `#${anchor}`; // of what is not there, too: the page there says so
    const place = await this.placeIn(edition, anchor);
    if (place) return `${folder}${place.page}${place.isMoved ? hash : `#${place.anchor}`}`;
    if (pages.includes(this.page)) return folder + this.page + hash;
    const here = Object.entries((await this.contents(this.here)).clauses);
    const [first] = here.find(([, { href }]) => href.startsWith(`${this.page}#`)) ?? [];
    const page = first && clauses[redirects[first] ?? first]?.href.split("#")[0]; // another name now
    return folder + (page ?? "") + hash;
  }

  /**
   * Return where an edition says what a clause, or a sentence of one, is about: the sentence is its
   * clause where it is gone, and a clause that is gone is another, which `isMoved` tells.
   *
   * @param {Edition} edition
   * @param {string} anchor
   * @returns {Promise<{page: string, anchor: string, isMoved: boolean} | undefined>}
   */
  async placeIn(edition, anchor) {
    const { clauses, said, redirects } = await this.contents(edition);
    const own = clauseOf(anchor);
    const there = redirects[own] ?? own;
    const [page, article] = clauses[there]?.href.split("#") ?? [];
    if (page === undefined || article === undefined) return undefined;
    const isSaid = said[there]?.some(({ id }) => id === anchor);
    return { page, anchor: isSaid ? anchor : article, isMoved: there !== own };
  }
}

/**
 * Return the anchor of the clause that an anchor is in.
 *
 * @param {string} anchor
 */
export function clauseOf(anchor) {
  return FACT.exec(anchor)?.[1] ?? anchor;
}

const element = document.querySelector("handbook-edition");

/** The editions around this page, undefined in a draft. */
export const editions = element instanceof HTMLElement ? new Editions(element) : undefined;

/** Return the day in China as 2026-12-01: policies count by it, wherever the reader is. */
export function today() {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: "Asia/Shanghai",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(new Date());
  const of = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}`;
}

/**
 * Return the day before another.
 *
 * @param {string} day
 */
export function dayBefore(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, day.length);
}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 */
async function json(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}
