/**
 * `<handbook-by-date>`: takes a date and leads to the edition in force then; says of each edition in the
 * page's tables what it is today, and adds those that came after the page.
 *
 * @typedef {import("./editions.js").Edition} Edition
 */

import { dayBefore, editions, today } from "./editions.js";
import { clone, fill, part } from "./parts.js";

class HandbookByDate extends HTMLElement {
  connectedCallback() {
    if (!editions) return;
    const form = part(this, "form");
    const field = part(this, "input");
    this.removeAttribute("hidden");
    field.value ||= /^#\d{4}-\d{2}-\d{2}$/.test(location.hash) ? location.hash.slice(1) : today();
    const shown = editions.loaded().then(
      () => this.#show(field.value),
      () => this.#say("lost"),
    );
    field.addEventListener("input", () => void shown.then(() => this.#show(field.value)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = field.value && editions?.inForce(field.value);
      if (found) location.assign(`${editions?.folderOf(found)}`);
      else this.#show(field.value);
    });
  }

  /** @param {string} day */
  #show(day) {
    if (!editions || editions.all.length === 0) return;
    const found = day && editions.inForce(day);
    const said = this.#say(!day ? "no-date" : found ? "found" : "none");
    if (!day) return;
    fill(said, "date", day);
    const shown = found || editions.all.at(-1);
    if (!shown) return;
    const link = part(said, "a");
    link.textContent = shown.title;
    link.href = editions.folderOf(shown);
    if (!found) return;
    fill(said, "from", shown.date);
    const next = editions.after(shown);
    said.querySelector("[data-last]")?.toggleAttribute("hidden", next !== undefined);
    said.querySelector("[data-ended]")?.toggleAttribute("hidden", next === undefined);
    if (next) fill(said, "until", dayBefore(next.date));
  }

  /** @param {string} what */
  #say(what) {
    for (const each of this.querySelectorAll("[data-said]")) {
      each.toggleAttribute("hidden", each.getAttribute("data-said") !== what);
    }
    return part(this, `[data-said=${what}]`);
  }
}

/** @param {Element} table with the templates of its rows beside it */
function showStatuses(table) {
  const body = part(table, "tbody");
  for (const edition of editions?.all ?? []) {
    const row = table.querySelector(`[data-edition="${edition.date}"]`) ?? clone(table, "row");
    if (!row.parentElement) {
      row.setAttribute("data-edition", edition.date);
      const [folder, revision] = row.querySelectorAll("a");
      if (folder) folder.href = editions?.folderOf(edition) ?? "";
      if (revision) revision.href = `${editions?.folderOf(edition)}revision/`;
      fill(row, "title", edition.title);
      fill(row, "date", edition.date);
    }
    const status = part(row, "[data-slot=status]");
    const words = part(table, `template[data-part=${editions?.statusOf(edition)}]`);
    status.replaceChildren(/** @type {HTMLTemplateElement} */ (words).content.cloneNode(true));
    body.append(row);
  }
}

const tables = document.querySelectorAll("[data-editions]");
if (editions && tables.length) {
  editions.loaded().then(
    () => tables.forEach(showStatuses),
    () => {}, // the top of the page says so
  );
}

customElements.define("handbook-by-date", HandbookByDate);
