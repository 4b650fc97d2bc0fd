/**
 * Python, as a page sees it: one worker for all calculators of a page, started once, asked by text.
 *
 * @typedef {{address: string, integrity: string, crc: number}} Archive its hash as `fetch` takes it, and its
 *   CRC-32
 * @typedef {object} Runtime what Python is made of; addresses are absolute
 * @property {string} python folder of Pyodide
 * @property {Archive} library what the calculators need of the standard library
 * @property {Archive} rest the rest of it
 * @property {Archive} calculators the package
 * @property {{address: string, sum: number, head: number, memory: number}} [snapshot] memory to start
 *   from, if there is one, its sum, and how many bytes Pyodide's head and the memory have (snapshot.js)
 *
 * @typedef {{type: "start", runtime: Runtime}
 *   | {type: "ask", id: number, door: Door, calculator: string, request: string}} Order to the worker
 * @typedef {"answer" | "files" | "verify" | "compare" | "payslip" | "pictures"} Door what is asked of Python
 * @typedef {"runtime" | "calculators"} Reason what could not be loaded or run
 * @typedef {{type: "ready"}
 *   | {type: "failed", reason: Reason, detail: string}
 *   | {type: "reply", id: number, reply: string}
 *   | {type: "error", id: number, detail: string}} Report from the worker
 * @typedef {{state: "loading"} | {state: "ready"}
 *   | {state: "failed", reason: Reason, detail: string}} Condition
 */

/** Dispatches "change" when its condition changes. */
export class Python extends EventTarget {
  /** @type {Condition} */
  condition = { state: "loading" };

  #runtime;
  /** @type {Worker | undefined} */
  #worker;
  #lastId = 0;
  /** @type {Map<number, {resolve: (reply: string) => void, reject: (error: Error) => void}>} */
  #asked = new Map();

  /** @param {Runtime} runtime */
  constructor(runtime) {
    super();
    this.#runtime = runtime;
    this.restart();
  }

  /** Start Python anew; what was asked before is rejected. */
  restart() {
    this.#worker?.terminate();
    this.#become({ state: "loading" });
    const worker = new Worker(new URL("python-worker.js", import.meta.url), { type: "module" });
    this.#worker = worker;
    /** @param {Report} report */
    const hear = (report) => {
      if (worker === this.#worker) this.#hear(report); // not one that was given up
    };
    worker.addEventListener("message", ({ data }) => hear(data));
    worker.addEventListener("error", ({ message }) =>
      hear({ type: "failed", reason: "runtime", detail: message ?? "" }),
    );
    this.#tell({ type: "start", runtime: this.#runtime });
  }

  /**
   * Ask a calculator; only when ready.
   *
   * @param {string} calculator
   * @param {string} request JSON text
   * @returns {Promise<string>} the reply, JSON text; rejected where Python fails
   */
  answer(calculator, request) {
    return this.#ask("answer", calculator, request);
  }

  /**
   * Ask for the files that the reply to a request offers; only when ready.
   *
   * @param {string} calculator
   * @param {string} request JSON text
   * @returns {Promise<string>} name and text of each by its key, JSON text; rejected where Python fails
   */
  files(calculator, request) {
    return this.#ask("files", calculator, request);
  }

  /**
   * Ask whether a receipt still holds; only when ready.
   *
   * @param {string} receipt JSON text; it names its calculator itself
   * @returns {Promise<string>} what differs, JSON text; rejected where Python fails
   */
  verify(receipt) {
    return this.#ask("verify", "", receipt);
  }

  /**
   * Ask what differs between two answers of a calculator; only when ready.
   *
   * @param {string} calculator
   * @param {string} requests JSON text: `before` and `now`
   * @returns {Promise<string>} outputs and steps, JSON text; rejected where Python fails
   */
  compare(calculator, requests) {
    return this.#ask("compare", calculator, requests);
  }

  /**
   * Ask how a payslip differs from an answer; only when ready.
   *
   * @param {string} calculator
   * @param {string} request JSON text: `inputs` and `payslip`
   * @returns {Promise<string>} its lines, JSON text; rejected where Python fails
   */
  payslip(calculator, request) {
    return this.#ask("payslip", calculator, request);
  }

  /**
   * Ask for the pictures of the reply to a request; only when ready.
   *
   * @param {string} calculator
   * @param {string} request JSON text
   * @returns {Promise<string>} SVG, words and table of each, JSON text; rejected where Python fails
   */
  pictures(calculator, request) {
    return this.#ask("pictures", calculator, request);
  }

  /**
   * @param {Door} door
   * @param {string} calculator
   * @param {string} request
   * @returns {Promise<string>}
   */
  #ask(door, calculator, request) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#tell({ type: "ask", id, door, calculator, request });
    });
  }

  /** @param {Order} order */
  #tell(order) {
    this.#worker?.postMessage(order);
  }

  /** @param {Report} report */
  #hear(report) {
    if (report.type === "reply") {
      this.#asked.get(report.id)?.resolve(report.reply);
      this.#asked.delete(report.id);
    } else if (report.type === "error") {
      this.#asked.get(report.id)?.reject(new Error(report.detail));
      this.#asked.delete(report.id);
    } else if (report.type === "ready") {
      this.#become({ state: "ready" });
    } else if (this.condition.state !== "failed") {
      // The first failure is the cause of those that follow.
      this.#become({ state: "failed", reason: report.reason, detail: report.detail });
    }
  }

  /** @param {Condition} condition */
  #become(condition) {
    this.condition = condition;
    if (condition.state !== "ready") {
      for (const { reject } of this.#asked.values()) reject(new Error(condition.state));
      this.#asked.clear();
    }
    this.dispatchEvent(new Event("change"));
  }
}
