/**
 * What the theme's search box asks, instead of the theme's own worker: it speaks the theme's messages
 * and answers with docs/assets/search/.
 *
 * Each page starts it, so that it is small: what answers, and what there is to find, is loaded when the
 * box is first touched, which asks for a blank (docs/assets/search/box.js).
 *
 * @typedef {{type: number, data: any}} Message
 * @typedef {(asked: string) => {items: object[][]}} Answering
 */

const PATIENCE = 60_000; // ms
const SETUP = 0;
const READY = 1;
const RESULT = 3; // 2 is a query

/** That nothing was found would be untrue. */
const FAILED = [
  [
    {
      location: "",
      title: '<span class="search-failed">搜索出了问题：看看网络通不通，改一个字再试</span>',
      text: "",
      score: 1,
      terms: {},
    },
  ],
];

/** The question that was typed last. */
let asked = "";
/** @type {Answering | undefined} */
let answer;
/** @type {Promise<void> | undefined} */
let loading;

/** @param {MessageEvent<Message>} event */
function hear({ data: message }) {
  if (message.type === SETUP) {
    self.postMessage({ type: READY });
    return;
  }
  asked = message.data;
  if (answer || !asked.trim()) reply();
  if (asked && !answer) loading ??= load().catch(fail);
}

/** @param {unknown} error */
function fail(error) {
  console.error(error);
  loading = undefined; // tried again at the next key, where it was not loaded
  if (asked.trim()) self.postMessage({ type: RESULT, data: { items: FAILED } });
}

function reply() {
  try {
    self.postMessage({ type: RESULT, data: answer ? answer(asked) : { items: [] } });
  } catch (error) {
    fail(error); // else the answer to the question before would stand there
  }
}

async function load() {
  // As new as the pages that it leads to.
  const response = await fetch("../../../search/documents.json", {
    cache: "no-cache",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  const data = await response.json();
  importScripts("../../search/results.js");
  answer = /** @type {any} */ (self).handbookSearch.answering(data);
  reply();
}

self.addEventListener("message", hear);
