/**
 * The theme's search box, as people type Chinese into it.
 *
 * The theme looks at keys alone: a word that is chosen with the mouse in an input method, pasted or
 * dictated is none. What it says above the list counts links: where nothing answers, that is untrue.
 */

const SAID = {
  ".search-nothing": "没有找到",
  ".search-near": "没有完全对上的，最接近的是这些",
  ".search-failed": "搜索出了问题",
};

const box = document.querySelector("[data-md-component=search-query]");
const list = document.querySelector(".md-search-result__list");
const said = document.querySelector(".md-search-result__meta");

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

/** Say what the list is: the theme has counted it just before. */
function say() {
  const kind = Object.entries(SAID).find(([mark]) => list?.querySelector(mark));
  if (kind && said) said.textContent = kind[1];
}

/** Leave what was asked in the address, so that the way back leads to the list again. */
function remember() {
  if (!(box instanceof HTMLInputElement) || !box.value) return;
  const address = new URL(location.href);
  address.searchParams.set("q", box.value);
  const keep = () => history.replaceState(history.state, "", address);
  keep();
  setTimeout(keep); // the theme closes the search, and with it forgets what the address asked for
}

box?.addEventListener("focus", getReady);
box?.addEventListener("input", look);
box?.closest("form")?.addEventListener("reset", () => setTimeout(look));
said?.setAttribute("role", "status");
if (list) {
  new MutationObserver(say).observe(list, { childList: true });
  list.addEventListener("click", remember);
}

customElements.define("handbook-search", HandbookSearch);
