/**
 * Says that the scripts of pages did not run: lost on the way, or not understood. A script of its own
 * for that, and no module, in words that browsers of fifteen years know.
 */
window.addEventListener("load", function () {
  if (window.customElements && window.customElements.get("handbook-calculator")) return;
  var places = document.querySelectorAll("[data-unready]");
  for (var number = 0; number < places.length; number += 1) places.item(number).removeAttribute("hidden");
});
