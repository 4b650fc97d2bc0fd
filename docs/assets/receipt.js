/**
 * The page that takes a receipt, as a file or as text, and says whether it still holds. Python
 * compares; this element reads the file and shows what was found.
 *
 * @typedef {{problems: {[field: string]: string}}} Refusal
 * @typedef {{label: string, value: string, unit: string}} Result
 * @typedef {{same: boolean, differences: string[], receipt: {title: string, results: Result[]}}} Verdict
 */

import { editions, today } from "./editions.js";
import { clone, fill, part } from "./parts.js";
import { python } from "./start.js";

class HandbookReceipt extends HTMLElement {
  /** @type {import("./python.js").Python | undefined} */
  #python;
  /** The receipt that is still to be compared. @type {string | undefined} */
  #wanted;
  /** Counts what was handed in: only the newest is shown. */
  #turn = 0;
  /** @type {AbortController | undefined} */
  #listening;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const file = /** @type {HTMLInputElement} */ (part(this, "input[type=file]"));
    file.addEventListener("change", () => void this.#take(file.files), { signal });
    this.addEventListener("dragover", (event) => event.preventDefault(), { signal });
    this.addEventListener("drop", (event) => this.#dropped(event), { signal });
    part(this, "form").addEventListener("submit", (event) => this.#submitted(event), { signal });
    part(this, "[data-action=retry]").addEventListener("click", () => void this.#python?.restart(), { signal });
    part(this, "button[type=submit]").removeAttribute("disabled");
    this.#python = python();
    this.#python.addEventListener("change", () => this.#conditionChanged(), { signal });
    this.#conditionChanged();
    editions?.loaded().then(
      () => this.#sayEdition(),
      () => {}, // the top of the page says so
    );
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  /** Say that an edition that is not in force checks with its own rules, and lead to the one that is. */
  #sayEdition() {
    const status = editions?.statusOf(editions.here);
    if (!editions || !status || status === "now") return;
    for (const element of this.querySelectorAll("[data-edition-is]")) {
      element.toggleAttribute("hidden", !element.getAttribute("data-edition-is")?.includes(status));
    }
    const said = part(this, "[data-other-edition]");
    fill(said, "edition", editions.here.title);
    const current = editions.inForce(today());
    const link = part(said, "a");
    link.toggleAttribute("hidden", !current);
    if (current) link.href = editions.folderOf(current) + editions.page;
    said.removeAttribute("hidden");
  }

  /** @param {DragEvent} event */
  #dropped(event) {
    const files = event.dataTransfer?.files;
    if (!files?.length) return; // text is dropped where it belongs
    event.preventDefault();
    void this.#take(files);
  }

  /** @param {Event} event */
  #submitted(event) {
    event.preventDefault();
    this.#turn++;
    const pasted = /** @type {HTMLTextAreaElement} */ (part(this, "textarea")).value;
    const { files } = /** @type {HTMLInputElement} */ (part(this, "input[type=file]"));
    if (pasted.trim()) this.#check(pasted);
    else if (files?.length) void this.#take(files);
    else this.#find("empty");
  }

  /** @param {FileList | null} files */
  async #take(files) {
    const turn = ++this.#turn;
    const [file, another] = files ?? [];
    if (!file) return;
    if (another) this.#find("several");
    else if (file.size > this.#most) this.#find("huge");
    else {
      const text = await file.arrayBuffer().then(decoded, () => null);
      if (turn !== this.#turn) return;
      if (text === null) this.#find("unreadable");
      else this.#check(text);
    }
  }

  get #most() {
    return Number(this.dataset.most);
  }

  /** @param {string} receipt */
  #check(receipt) {
    if (receipt.length > this.#most) {
      this.#find("huge");
      return;
    }
    this.#wanted = receipt;
    void this.#ask();
  }

  async #ask() {
    const receipt = this.#wanted;
    const turn = this.#turn;
    if (receipt === undefined || this.#python?.condition.state !== "ready") return;
    this.#wanted = undefined;
    try {
      const reply = await this.#python.verify(receipt);
      if (turn === this.#turn) this.#show(JSON.parse(reply));
    } catch {
      if (turn !== this.#turn) return;
      if (this.#python.condition.state === "ready") this.#find("fault");
      else this.#wanted = receipt; // asked again once Python is back
    }
  }

  #conditionChanged() {
    const condition = this.#python?.condition ?? { state: "loading" };
    for (const element of this.querySelectorAll("[data-status]")) {
      element.toggleAttribute("hidden", element.getAttribute("data-status") !== condition.state);
    }
    if (condition.state === "failed") fill(this, "detail", condition.detail);
    void this.#ask();
  }

  /** @param {Refusal | Verdict} reply */
  #show(reply) {
    if ("problems" in reply) {
      this.#find("refused", Object.values(reply.problems));
      return;
    }
    fill(this, "count", String(reply.differences.length));
    this.#find(reply.same ? "same" : "different", reply.differences);
    fill(this, "title", reply.receipt.title);
    part(this, "[data-told] dl").replaceChildren(...reply.receipt.results.map((each) => this.#result(each)));
    part(this, "[data-told]").removeAttribute("hidden");
  }

  /**
   * Show one finding alone, and the sentences that belong to it.
   *
   * @param {string} finding
   * @param {string[]} sentences
   */
  #find(finding, sentences = []) {
    this.#wanted = undefined;
    for (const element of this.querySelectorAll("[data-finding]")) {
      element.toggleAttribute("hidden", element.getAttribute("data-finding") !== finding);
    }
    const items = sentences.map((sentence) => {
      const item = document.createElement("li");
      item.textContent = sentence;
      return item;
    });
    part(this, "[data-list=findings]").replaceChildren(...items);
    part(this, "[data-told]").setAttribute("hidden", "");
    const section = part(this, "section");
    section.removeAttribute("hidden");
    section.scrollIntoView({ block: "nearest" });
  }

  /** @param {Result} result */
  #result({ label, value, unit }) {
    const item = clone(this, "result");
    fill(item, "label", label);
    fill(item, "value", value);
    fill(item, "unit", unit);
    return item;
  }
}

/**
 * Return a file's text, or null where it holds none.
 *
 * @param {ArrayBuffer} content
 */
function decoded(content) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

customElements.define("handbook-receipt", HandbookReceipt);
