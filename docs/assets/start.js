/**
 * The one Python of all pages, and when it starts. Runs from the head of each page, before its
 * content is there: where the page has a calculator Python starts at once; elsewhere what it needs
 * is loaded when the browser has nothing else to do.
 *
 * @typedef {import("./python.js").Runtime} Runtime
 * @typedef {{effectiveType: string, type?: string, saveData: boolean}} Connection
 */

import { Python, addressesOf } from "./python.js";

const PREPARED = "prepared Python"; // in the session's storage
/** @type {HTMLScriptElement | null} */
const here = document.querySelector("script[data-runtime]");

/** What the page's head says of it; resolved at once, since the theme may swap the page's address. */
const RUNTIME = runtime();

/** @type {Python | undefined} */
let started;

/**
 * Return the one Python of all pages, started on first use.
 *
 * @returns {Python}
 */
export function python() {
  return (started ??= new Python(RUNTIME));
}

/**
 * Load what Python needs, so that the next page finds it in the browser's cache; once a visit. Not
 * where it would cost the reader: a browser that does not know its connection loads nothing unasked.
 */
async function prepare() {
  const { connection } = /** @type {{connection?: Connection}} */ (navigator);
  const isFree = connection?.effectiveType === "4g" && connection.type !== "cellular";
  if (!here || !isFree || connection?.saveData) return;
  const addresses = addressesOf(RUNTIME);
  const prepared = addresses.join(" ");
  if (sessionStorage.getItem(PREPARED) === prepared) return;
  for (const address of addresses) {
    const response = await fetch(address, { priority: "low" });
    if (!response.ok) return;
    await response.arrayBuffer();
  }
  sessionStorage.setItem(PREPARED, prepared);
}

/** @returns {Runtime} */
function runtime() {
  const absolute = (/** @type {string} */ address) => new URL(address, location.href).href;
  return JSON.parse(here?.dataset.runtime ?? "{}", (key, value) =>
    key === "python" || key === "address" ? absolute(value) : value,
  );
}

if (here?.hasAttribute("data-calculators")) python();
else if ("requestIdleCallback" in window) {
  addEventListener("load", () => requestIdleCallback(() => void prepare().catch(() => {})));
}
