/**
 * Says at the top of a page whether its edition is in force today, has a menu of all editions that stays
 * on the same clause, and says what became of a clause that a link is to and the edition has not.
 *
 * @typedef {import("./editions.js").Edition} Edition
 */

import { clauseOf, dayBefore, editions, today } from "./editions.js";
import { clone, fill, part } from "./parts.js";

const CLAUSE = /^[a-z]{2}(?:-[0-9]+)+(?:-[a-z]+)?$/;

/** `<handbook-edition>`: its words stand in the page, hidden. */
class HandbookEdition extends HTMLElement {
  /** What is said of the clause that the last link was to. @type {HTMLElement | undefined} */
  #told;

  connectedCallback() {
    void this.#show();
    void this.#leadOn();
    addEventListener("hashchange", () => {
      void this.#lead();
      void this.#leadOn();
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
    part(menu, "ul").append(...editions.all.map((edition) => this.#item(edition)));
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
    // Before it is used, as may be in another tab, it leads to where the clause stands there.
    const lead = async () => {
      link.href = (await editions?.addressIn(edition, anchor()).catch(() => "")) || link.href;
    };
    for (const event of ["pointerenter", "focusin"]) item.addEventListener(event, lead);
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return; // into another tab, as it stands
      event.preventDefault();
      const go = (/** @type {string} */ address) => location.assign(address);
      editions?.addressIn(edition, anchor()).then(go, () => go(link.href));
    });
    return item;
  }

  /** Lead a link to a clause that is gone, or stands elsewhere now, to where the matter is said. */
  async #leadOn() {
    const wanted = anchor();
    const there = document.getElementById(wanted);
    if (there?.nextElementSibling !== this.#told) this.#told?.remove(); // it was said of another
    if (!editions || !CLAUSE.test(wanted) || there) return;
    const place = await editions.placeIn(editions.here, wanted).catch(() => null);
    if (place === null || anchor() !== wanted) return;
    if (!place) {
      await this.#sayMissing(wanted);
    } else if (place.page !== editions.page) {
      // With the old number: the page there says what became of it.
      const hash = place.isMoved ? wanted : place.anchor;
      location.replace(`${editions.folderOf(editions.here)}${place.page}#${hash}`);
    } else {
      if (place.isMoved) document.getElementById(place.anchor)?.after(this.#tell("moved", wanted));
      location.replace(`#${place.anchor}`);
    }
  }

  /** @param {string} wanted */
  async #sayMissing(wanted) {
    const edition = await editionWith(wanted).catch(() => null);
    if (!editions || anchor() !== wanted) return;
    const told = this.#tell(edition ? "elsewhere" : edition === null ? "missing" : "nowhere", wanted);
    if (edition) {
      const link = part(told, "a");
      link.textContent = edition.title;
      link.href = await editions.addressIn(edition, wanted);
    }
    part(document, "article h1").after(told);
    told.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {string} what
   * @param {string} wanted
   */
  #tell(what, wanted) {
    this.#told?.remove();
    this.#told = clone(this, what);
    fill(this.#told, "number", clauseOf(wanted).split("-").slice(1).join("."));
    return this.#told;
  }
}

/**
 * Return the edition in force if it has a clause, else the latest that has.
 *
 * @param {string} wanted
 */
async function editionWith(wanted) {
  const all = (await editions?.loaded()) ?? [];
  const current = editions?.inForce(today());
  for (const edition of current ? [current, ...all] : all) {
    const place = await editions?.placeIn(edition, wanted);
    if (place && !place.isMoved) return edition;
  }
  return undefined;
}

/** The anchor in the page's address. */
function anchor() {
  return decodeURIComponent(location.hash.slice(1));
}

customElements.define("handbook-edition", HandbookEdition);
