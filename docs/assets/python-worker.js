/**
 * The worker that runs Python. Only text crosses its border: the runtime's address comes in with
 * the first message, then requests come in as JSON text; replies and files go out as JSON.
 *
 * @typedef {import("./python.js").Order} Order
 * @typedef {import("./python.js").Reason} Reason
 * @typedef {import("./python.js").Report} Report
 */

const WHEEL = "handbook-calculators";

/** Python's doors for text. @type {{[door: string]: (calculator: string, request: string) => string}} */
let doors = {};

/** @param {Report} report */
function tell(report) {
  self.postMessage(report);
}

/**
 * @param {Reason} reason
 * @param {unknown} error
 */
function fail(reason, error) {
  tell({ type: "failed", reason, detail: error instanceof Error ? error.message : String(error) });
}

/**
 * Load Python with the calculators and report how that went.
 *
 * @param {string} runtime address of the runtime folder, absolute, with a slash at its end
 */
async function start(runtime) {
  watchLoading();
  let pyodide;
  try {
    /** @type {typeof import("pyodide")} */
    const { loadPyodide } = await import(`${runtime}pyodide.mjs`);
    // A package that can't be loaded is said on the console and missing below; nothing is thrown.
    pyodide = await loadPyodide({ indexURL: runtime, packages: [WHEEL] });
  } catch (error) {
    fail("runtime", error);
    return;
  }
  try {
    if (!(WHEEL in pyodide.loadedPackages)) throw new Error(WHEEL);
    const { answer_text: answer, files_text: files } = pyodide.pyimport("calculators");
    doors = { answer, files };
    tell({ type: "ready" });
  } catch (error) {
    fail("calculators", error);
  }
}

/**
 * Have lost and broken files told: Pyodide only logs some of them, and then waits for ever.
 */
function watchLoading() {
  const { fetch } = self;
  self.fetch = async (...request) => {
    try {
      const response = await fetch(...request);
      if (!response.ok) throw new Error(`${response.status} ${response.url}`);
      return response;
    } catch (error) {
      fail(String(request[0]).endsWith(".whl") ? "calculators" : "runtime", error);
      throw error;
    }
  };
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...source) => {
    try {
      return await instantiateStreaming(...source);
    } catch (error) {
      fail("runtime", error);
      throw error;
    }
  };
}

self.addEventListener("message", (/** @type {MessageEvent<Order>} */ { data: order }) => {
  if (order.type === "start") {
    void start(order.runtime);
    return;
  }
  try {
    const door = doors[order.door];
    if (!door) throw new Error(`no door ${order.door}`);
    tell({ type: "reply", id: order.id, reply: door(order.calculator, order.request) });
  } catch (error) {
    tell({ type: "error", id: order.id, detail: String(error) });
  }
});

export {};
