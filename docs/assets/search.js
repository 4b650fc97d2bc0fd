/**
 * `<handbook-search>`: a button on the front page that opens the theme's search and puts the cursor
 * into it.
 */
class HandbookSearch extends HTMLElement {
  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", () => {
      const toggle = document.querySelector("[data-md-toggle=search]");
      const query = document.querySelector("[data-md-component=search-query]");
      if (toggle instanceof HTMLInputElement && !toggle.checked) toggle.click();
      if (query instanceof HTMLInputElement) query.focus();
    });
  }
}

customElements.define("handbook-search", HandbookSearch);
