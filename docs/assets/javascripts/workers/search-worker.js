/**
 * The theme's search, loaded when somebody searches: to index all pages takes half a second of a
 * core, which every page would spend at once, when its calculator needs it.
 *
 * The name of the theme's own worker stands behind "#" (macros/theme/main.html). Until it is there
 * this one answers the theme's messages; the index that the theme sends with the first of them has
 * no documents (macros/search.py).
 *
 * @typedef {{type: number, data: any}} Message
 */

const SETUP = 0;
const READY = 1;
const RESULT = 3; // 2 is a query

/** @type {object} */
let setup = {};
/** The query that waits for the index. @type {Message | undefined} */
let latest;
/** @type {Promise<void> | undefined} */
let loading;

/** @param {MessageEvent<Message>} event */
function hear({ data: message }) {
  if (message.type === SETUP) {
    setup = message.data;
    self.postMessage({ type: READY });
    return;
  }
  latest = message;
  if (!message.data.trim()) self.postMessage({ type: RESULT, data: { items: [] } });
  else if (!loading) {
    loading = load().catch((error) => {
      console.error(error);
      loading = undefined; // tried again at the next key; that nothing was found would be untrue
    });
  }
}

async function load() {
  const response = await fetch("../../../search/documents.json");
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  const docs = await response.json();
  importScripts(self.location.hash.slice(1));
  self.removeEventListener("message", hear);
  self.addEventListener("message", newer);
  give({ type: SETUP, data: { ...setup, docs } });
  setTimeout(() => {
    self.removeEventListener("message", newer);
    if (latest) give(latest);
  });
}

/**
 * A query that was typed while the theme built its index, and that the theme answers itself.
 *
 * @param {MessageEvent<Message>} event
 */
function newer({ data: message }) {
  if (message.type !== SETUP) latest = undefined;
}

/** @param {Message} message */
function give(message) {
  self.dispatchEvent(new MessageEvent("message", { data: message }));
}

self.addEventListener("message", hear);
