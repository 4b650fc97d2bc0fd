/**
 * Python, as a page sees it: one worker for all calculators of a page, started once, asked by text.
 *
 * @typedef {{address: string, integrity: string, crc: number}} Checked a file, its hash as `fetch` takes it,
 *   and its CRC-32
 * @typedef {object} Runtime what Python is made of; addresses are absolute
 * @property {string} python folder of Pyodide
 * @property {Checked} module its wasm
 * @property {Checked} library what the calculators need of the standard library
 * @property {Checked} rest the rest of it
 * @property {Checked} calculators the package
 * @property {Snapshot} [snapshot] memory to start from, if there is one
 *
 * @typedef {object} Snapshot
 * @property {string} address
 * @property {number} sum of the file (snapshot.js)
 * @property {number} head how many bytes Pyodide's head has
 * @property {number} memory how many bytes the memory has
 * @property {Checked} module with the functions that pages call
 * @property {Checked} functions all of them (functions.js)
 *
 * @typedef {{id: number, door: Door, calculator: string, request: string}} Order to the worker
 * @typedef {"answer" | "files" | "verify" | "compare" | "payslip" | "pictures"} Door what is asked of Python
 * @typedef {"runtime" | "calculators" | "browser"} Reason what could not be loaded or run
 * @typedef {{type: "arrived"} | {type: "ready"}
 *   | {type: "failed", reason: Reason, detail: string}
 *   | {type: "reply", id: number, reply: string}
 *   | {type: "error", id: number, detail: string}} Report from the worker
 * @typedef {{worker: Worker, heard: Report[]}} Begun a worker that has begun, and what it said
 * @typedef {{state: "loading", arrived: number, stalled: boolean} | {state: "ready"}
 *   | {state: "failed", reason: Reason, detail: string}} Condition
 */

const CODE = ["pyodide.mjs", "pyodide.asm.js"];
const STALLED = 20_000; // ms in which no file came
const SILENT = 30_000; // ms in which nothing was answered; a slow network may have a file to fetch
/** @type {Condition} */
const BEGUN = { state: "loading", arrived: 0, stalled: false };

/**
 * Return the addresses of all that a start needs.
 *
 * @param {Runtime} runtime
 */
export function addressesOf({ python, module, library, calculators, snapshot }) {
  const parts = snapshot ? [snapshot.module, snapshot] : [module, library, calculators];
  return [...CODE.map((name) => python + name), ...parts.map(({ address }) => address)];
}

/**
 * Return the worker that the page's head has begun before any module was there, once; from now on it
 * is heard here (macros/theme/partials/python.html).
 *
 * @returns {Begun | undefined}
 */
function begunInHead() {
  const page = /** @type {{begunPython?: Begun}} */ (globalThis);
  const begun = page.begunPython;
  delete page.begunPython;
  if (begun) begun.worker.onmessage = begun.worker.onerror = null;
  return begun;
}

/**
 * Begin a worker; undefined in a browser that cannot run it.
 *
 * @param {Runtime} runtime
 * @returns {Begun | undefined}
 */
function begin(runtime) {
  let knowsModules = false;
  const worker = new Worker(new URL("python-worker.js", import.meta.url), {
    get type() {
      knowsModules = true; // a browser that does not know the option does not look at it
      return /** @type {const} */ ("module");
    },
    name: JSON.stringify(runtime), // there at once; a message would wait until the page has time
  });
  if (!knowsModules || typeof WebAssembly === "undefined") {
    worker.terminate();
    return undefined;
  }
  return { worker, heard: [] };
}

/** Dispatches "change" when its condition changes. */
export class Python extends EventTarget {
  condition = BEGUN;

  #runtime;
  /** @type {Worker | undefined} */
  #worker;
  #lastId = 0;
  #waiting = 0; // the timer of what is waited for
  #wasSilent = false;
  #retries = 0;
  /** @type {Map<number, {resolve: (reply: string) => void, reject: (error: Error) => void}>} */
  #asked = new Map();

  /** @param {Runtime} runtime */
  constructor(runtime) {
    super();
    this.#runtime = runtime;
    this.#start();
  }

  /**
   * Start Python anew, because the reader wants it; what was asked before is rejected. From the
   * second time on past the browser's cache, which may keep a file that arrived damaged.
   */
  async restart() {
    const retry = ++this.#retries;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#become(BEGUN);
    if (retry > 1) {
      const signal = AbortSignal.timeout?.(STALLED);
      const { snapshot } = this.#runtime;
      const seldom = snapshot ? [snapshot.functions.address] : [];
      const loads = [...addressesOf(this.#runtime), ...seldom].map(async (address) =>
        (await fetch(address, { cache: "reload", signal })).arrayBuffer(),
      );
      await Promise.allSettled(loads); // what is still lost, the start tells
    }
    if (retry === this.#retries) this.#start();
  }

  #start() {
    this.#worker?.terminate();
    this.#become(BEGUN);
    const begun = begunInHead() ?? begin(this.#runtime);
    if (!begun) {
      this.#become({ state: "failed", reason: "browser", detail: "" });
      return;
    }
    const { worker, heard } = begun;
    this.#worker = worker;
    /** @param {Report} report */
    const hear = (report) => {
      if (worker === this.#worker) this.#hear(report); // not one that was given up
    };
    worker.addEventListener("message", ({ data }) => hear(data));
    worker.addEventListener("error", ({ message }) =>
      hear({ type: "failed", reason: "runtime", detail: message ?? "" }),
    );
    heard.forEach(hear);
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
      if (this.#asked.size === 0) this.#expect();
      this.#asked.set(id, { resolve, reject });
      this.#tell({ id, door, calculator, request });
    });
  }

  /** @param {Order} order */
  #tell(order) {
    this.#worker?.postMessage(order);
  }

  /** @param {Report} report */
  #hear(report) {
    if (report.type === "reply") {
      this.#take(report.id)?.resolve(report.reply);
    } else if (report.type === "error") {
      this.#take(report.id)?.reject(new Error(report.detail));
    } else if (report.type === "arrived") {
      if (this.condition.state === "loading") {
        this.#become({ state: "loading", arrived: this.condition.arrived + 1, stalled: false });
      }
    } else if (report.type === "ready") {
      this.#become({ state: "ready" });
    } else if (report.type === "failed" && this.condition.state !== "failed") {
      // The first failure is the cause of those that follow.
      this.#become({ state: "failed", reason: report.reason, detail: report.detail });
    }
  }

  /**
   * Return who asked what is answered now; the next answer is expected from now on.
   *
   * @param {number} id
   */
  #take(id) {
    const asker = this.#asked.get(id);
    this.#asked.delete(id);
    this.#wasSilent = false;
    this.#expect();
    return asker;
  }

  /** Wait for what comes next; what does not come in time is said or tried again. */
  #expect() {
    clearTimeout(this.#waiting);
    const { condition } = this;
    if (condition.state === "loading") {
      this.#waiting = setTimeout(() => this.#become({ ...condition, stalled: true }), STALLED);
    } else if (condition.state === "ready") {
      this.#waiting = setTimeout(() => this.#notice(), SILENT);
    }
  }

  /** Start a worker anew that has died without a word, once; what was asked is asked again. */
  #notice() {
    if (this.#asked.size === 0) return;
    if (this.#wasSilent) {
      this.#worker?.terminate();
      this.#become({ state: "failed", reason: "runtime", detail: "no answer" });
    } else {
      this.#wasSilent = true;
      this.#start();
    }
  }

  /** @param {Condition} condition */
  #become(condition) {
    this.condition = condition;
    if (condition.state !== "loading" || !condition.stalled) this.#expect();
    if (condition.state !== "ready") {
      for (const { reject } of this.#asked.values()) reject(new Error(condition.state));
      this.#asked.clear();
    }
    this.dispatchEvent(new Event("change"));
  }
}
