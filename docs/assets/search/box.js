/**
 * The theme's search box, as people type Chinese into it.
 *
 * The theme looks at keys alone: a word that is chosen with the mouse in an input method, pasted or
 * dictated is none. What it says above the list counts links: where nothing answers, that is untrue.
 */

const SAID = { nothing: "没有找到", near: "没有完全对上的，最接近的是这些" };

/** `<handbook-search>`: a button on the front page that opens the search and puts the cursor into it. */
class HandbookSearch extends HTMLElement {
  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", () => {
      const toggle = document.querySelector("[data-md-toggle=search]");
      if (toggle instanceof HTMLInputElement && !toggle.checked) toggle.click();
      if (box instanceof HTMLInputElement) box.focus();
    });
  }
}

const box = document.querySelector("[data-md-component=search-query]");

/** Have the theme look at what stands in the box. */
function look() {
  box?.dispatchEvent(new KeyboardEvent("keyup"));
}

/** Have the worker load what it needs while the reader still thinks: a blank asks for nothing. */
function getReady() {
  if (!(box instanceof HTMLInputElement) || box.value) return;
  box.value = " ";
  look();
  box.value = "";
  look();
}

box?.addEventListener("focus", getReady, { once: true });
box?.addEventListener("input", look);

const list = document.querySelector(".md-search-result__list");
const said = document.querySelector(".md-search-result__meta");
if (list && said) {
  new MutationObserver(() => {
    if (list.querySelector(".search-nothing")) said.textContent = SAID.nothing;
    else if (list.querySelector(".search-near")) said.textContent = SAID.near;
  }).observe(list, { childList: true });
}

customElements.define("handbook-search", HandbookSearch);
