/**
 * Says at the top of a page whether its edition is in force today, and has a menu of all editions
 * that stays on the same clause.
 *
 * @typedef {import("./editions.js").Edition} Edition
 */

import { dayBefore, editions, today } from "./editions.js";
import { clone, fill, part } from "./parts.js";

const CLAUSE = /^[a-z]{2}(?:-[0-9]+)+(?:-[a-z]+)?$/;

/** `<handbook-edition>`: its words stand in the page, hidden. */
class HandbookEdition extends HTMLElement {
  connectedCallback() {
    void this.#show();
    void leadOn();
    addEventListener("hashchange", () => {
      void this.#lead();
      void leadOn();
    });
  }

  async #show() {
    if (!editions) return;
    try {
      await editions.loaded();
    } catch {
      this.#say("unknown");
      return;
    }
    this.#showMenu();
    const status = editions.statusOf(editions.here);
    if (status === "now") return;
    const said = this.#say(status);
    fill(said, "from", editions.here.date);
    const next = editions.after(editions.here);
    if (status === "ended" && next) fill(said, "until", dayBefore(next.date));
    await this.#lead();
  }

  /** @param {string} state */
  #say(state) {
    part(this, "aside").removeAttribute("hidden");
    const said = part(this, `[data-state=${state}]`);
    said.removeAttribute("hidden");
    return said;
  }

  /** Lead from what is not in force to what is. */
  async #lead() {
    const current = editions?.inForce(today());
    const said = this.querySelector("[data-state]:not([hidden])");
    const link = said?.querySelector("a");
    if (!editions || !link) return;
    link.toggleAttribute("hidden", !current);
    said?.querySelector("[data-none]")?.toggleAttribute("hidden", current !== undefined);
    if (!current) return;
    link.href = editions.folderOf(current) + editions.page + location.hash;
    link.href = await editions.addressIn(current, anchor()).catch(() => link.href);
  }

  #showMenu() {
    const topic = document.querySelector(".md-header__topic");
    if (!editions || !topic || topic.querySelector(".md-version")) return;
    const menu = clone(this, "menu");
    fill(menu, "title", editions.here.title);
    const items = editions.all.map((edition) => this.#item(edition));
    part(menu, "ul").append(...items);
    topic.append(menu);
  }

  /** @param {Edition} edition */
  #item(edition) {
    const item = clone(this, "item");
    const link = part(item, "a");
    fill(item, "title", edition.title);
    const status = editions?.statusOf(edition);
    part(item, `[data-status=${status}]`).removeAttribute("hidden");
    if (edition.date === editions?.here.date) link.setAttribute("aria-current", "true");
    link.href = `${editions?.folderOf(edition)}${editions?.page}`;
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return; // into another tab, as it stands
      event.preventDefault();
      const go = (/** @type {string} */ address) => location.assign(address);
      editions?.addressIn(edition, anchor()).then(go, () => go(link.href));
    });
    return item;
  }
}

/** Lead a link to a clause that is gone, or stands elsewhere now, to where the matter is said. */
async function leadOn() {
  if (!editions || !CLAUSE.test(anchor()) || document.getElementById(anchor())) return;
  const address = await editions.addressIn(editions.here, anchor()).catch(() => "");
  if (address.includes("#") && address !== location.href) location.replace(address);
}

/** The anchor in the page's address. */
function anchor() {
  return decodeURIComponent(location.hash.slice(1));
}

customElements.define("handbook-edition", HandbookEdition);
