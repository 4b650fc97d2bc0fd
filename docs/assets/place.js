/**
 * The place in a calculator's form that the page's address names: a link to a field shows it, also
 * where it belongs to a way to fill in that is not chosen, or is rarely needed.
 *
 * @param {HTMLFormElement} form
 */
export function goToPlace(form) {
  const field = document.getElementById(location.hash.slice(1));
  if (!field || !form.contains(field)) return;
  const way = field.closest("[data-way-fields]")?.getAttribute("data-way-fields");
  /** @type {HTMLInputElement | null | undefined} */
  const radio = field.closest("[data-alternatives]")?.querySelector(`input[data-way="${way}"]`);
  if (radio && !radio.checked) radio.click();
  field.closest("details")?.setAttribute("open", "");
  field.focus({ preventScroll: true });
  field.scrollIntoView();
}
