/**
 * The worker that runs Python. Only text crosses its border: the runtime's addresses come in as its
 * name, then requests come in as JSON text; replies and files go out as JSON.
 *
 * Python starts from a kept memory in which the calculators are imported already (snapshot.js), with
 * the functions that this needs (functions.js), and where that fails from its own files, which takes
 * longer.
 *
 * @typedef {import("./python.js").Order} Order
 * @typedef {import("./python.js").Reason} Reason
 * @typedef {import("./python.js").Report} Report
 * @typedef {import("./python.js").Runtime} Runtime
 * @typedef {import("pyodide").PyodideInterface} Pyodide
 * @typedef {object} Code Pyodide's, on its way
 * @property {Promise<typeof import("pyodide")>} loader
 * @property {Promise<unknown>} script
 *
 * @typedef {{module: WebAssembly.Module, instance: {exports: WebAssembly.Exports}}} Instantiated
 */

import { linked } from "./functions.js";
import { drawAnew, unpacked } from "./snapshot.js";

const ARCHIVE = "/lib/calculators.zip"; // where the kept memory expects it
const REST = "/lib/rest.zip";
const WARM_UP = 3; // calls after the first answer: the browser compiles what is called often

/** Python's doors for text. @type {{[door: string]: (calculator: string, request: string) => string}} */
let doors = {};
let isCold = true;
/** Why this Python cannot be asked any more: functions of C that it needed did not come. @type {unknown} */
let ended;
const { fetch: quietly } = self;

/** What could not be loaded or run, and why. */
class Failure extends Error {
  /**
   * @param {Reason} reason
   * @param {unknown} cause
   */
  constructor(reason, cause) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.reason = reason;
  }
}

/** @param {Report} report */
function tell(report) {
  self.postMessage(report);
}

function arrived() {
  tell({ type: "arrived" });
}

/** @param {unknown} error */
function fail(error) {
  const reason = error instanceof Failure ? error.reason : "runtime";
  tell({ type: "failed", reason, detail: error instanceof Error ? error.message : String(error) });
}

/**
 * @param {number} id
 * @param {unknown} error
 */
function refuse(id, error) {
  if (ended) fail(ended);
  else tell({ type: "error", id, detail: String(error) });
}

/**
 * Load Python with the calculators and report how that went.
 *
 * @param {Runtime} runtime
 */
async function start(runtime) {
  try {
    const code = load(runtime.python);
    const pyodide = (await restored(runtime, code)) ?? (await started(runtime, code));
    try {
      const calculators = pyodide.pyimport("calculators");
      doors = {
        answer: calculators.answer_text,
        files: calculators.files_text,
        compare: calculators.compare_text,
        payslip: calculators.payslip_text,
        pictures: pyodide.pyimport("calculators.pictures").pictures_text,
        verify: (_, receipt) => calculators.verify_text(receipt),
      };
    } catch (error) {
      throw new Failure("calculators", error);
    }
    later(pyodide, REST, runtime.rest);
    // Only now: some modules try to import others that no Python in a browser has.
    pyodide.pyimport("sys").path.append(REST);
    if (ended) throw ended;
    tell({ type: "ready" });
  } catch (error) {
    fail(ended ?? error);
  }
}

/**
 * Return a Python that starts from the kept memory, or undefined where that does not work.
 *
 * @param {Runtime} runtime
 * @param {Code} code
 * @returns {Promise<Pyodide | undefined>}
 */
async function restored({ python, library, calculators, snapshot }, code) {
  if (!snapshot) return undefined;
  const nothing = URL.createObjectURL(new Blob());
  let isGivenUp = false;
  const lost = (/** @type {unknown} */ error) => {
    if (!isGivenUp) ended = error;
  };
  try {
    const module = compiled(snapshot.module);
    const image = new Uint8Array(snapshot.head);
    Object.defineProperty(image, "length", { value: snapshot.memory }); // Pyodide makes so much room
    /** @type {import("./snapshot.js").Snapshot} */
    let kept;
    const memory = bytes(snapshot).then((file) => {
      kept = unpacked(file, snapshot.sum);
      image.set(kept.head);
    });
    memory.catch(() => {}); // told below
    const options = {
      indexURL: python,
      stdLibURL: nothing, // what is needed of it is in the memory; the rest is loaded when needed
      fsInit: () => memory.catch(() => {}), // the memory is needed only now
      // Pyodide does not document the one, and the other is ours: see macros/runtime.
      _loadSnapshot: image,
      _restoreMemory: (/** @type {Uint8Array} */ fresh) => kept.restore(fresh),
    };
    const begun = watched(code, options, async (imports) => {
      const first = await module;
      const instance = await WebAssembly.instantiate(first, imports);
      const load = () => fetched(snapshot.functions);
      return { module: first, instance: linked(instance, imports, load, lost) };
    });
    await Promise.allSettled([begun]); // without a memory too: another start must not run beside it
    await memory;
    const pyodide = await begun;
    later(pyodide, libraryOf(pyodide), library);
    later(pyodide, ARCHIVE, calculators);
    drawAnew(pyodide);
    return pyodide;
  } catch (error) {
    console.warn(`Python starts without its snapshot, which takes longer: ${String(error)}`);
    isGivenUp = true;
    ended = undefined;
    return undefined;
  } finally {
    URL.revokeObjectURL(nothing);
  }
}

/**
 * Return a Python that starts from its own files.
 *
 * @param {Runtime} runtime
 * @param {Code} code
 * @returns {Promise<Pyodide>}
 */
async function started({ python, module, library, calculators }, code) {
  const wasm = compiled(module);
  const archive = bytes(calculators);
  archive.catch(() => {}); // told below, if Python itself can be loaded
  const stdLibURL = URL.createObjectURL(new Blob([await bytes(library)]));
  const pyodide = await watched(code, { indexURL: python, stdLibURL }, async (imports) => {
    const whole = await wasm;
    return { module: whole, instance: await WebAssembly.instantiate(whole, imports) };
  });
  URL.revokeObjectURL(stdLibURL);
  try {
    pyodide.FS.writeFile(ARCHIVE, new Uint8Array(await archive));
  } catch (error) {
    throw new Failure("calculators", error);
  }
  // And what reads the package's data: it looks for compressors, which would load the rest of the library.
  pyodide.runPython(`import sys, zipfile; sys.path.insert(0, "${ARCHIVE}"); del sys, zipfile`);
  return pyodide;
}

/**
 * Load Pyodide's scripts, all at once: Pyodide itself would ask for one file after the other, and
 * have the wasm compiled when all else is there.
 *
 * @param {string} python
 * @returns {Code}
 */
function load(python) {
  const script = import(`${python}pyodide.asm.js`);
  /** @type {Promise<typeof import("pyodide")>} */
  const loader = import(`${python}pyodide.mjs`);
  for (const each of [script, loader]) each.then(arrived, () => {}); // told where it is awaited
  return { loader, script };
}

/**
 * Load wasm and have it compiled. One with an error in its constants would compile as well: its hash is
 * checked.
 *
 * @param {import("./python.js").Checked} file
 * @returns {Promise<WebAssembly.Module>}
 */
function compiled({ address, integrity }) {
  const module = WebAssembly.compileStreaming(quietly(address, { integrity }));
  module.then(arrived, () => {}); // told where it is awaited
  return module;
}

/** @param {Pyodide} pyodide */
function libraryOf({ FS }) {
  const name = FS.readdir("/lib").find((/** @type {string} */ each) => /^python[0-9]+\.zip$/.test(each));
  return `/lib/${name}`;
}

/**
 * Have a file of Python loaded when it is read for the first time.
 *
 * @param {Pyodide} pyodide
 * @param {string} path
 * @param {import("./python.js").Checked} archive
 */
function later({ FS, ERRNO_CODES }, path, archive) {
  FS.writeFile(path, new Uint8Array());
  /** @type {Uint8Array<ArrayBuffer> | undefined} */
  let loaded;
  const load = () => {
    try {
      return (loaded ??= fetched(archive));
    } catch (error) {
      console.error(error);
      throw new FS.ErrnoError(ERRNO_CODES.EIO);
    }
  };
  Object.defineProperties(FS.lookupPath(path, {}).node, {
    contents: { get: load },
    usedBytes: { get: () => load().length },
  });
}

/**
 * Return a file at once: Python cannot wait otherwise, and nobody else is waiting here. Throws where it
 * is lost or not as it was built.
 *
 * @param {import("./python.js").Checked} file
 */
function fetched({ address, crc }) {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${request.status} ${address}`);
  const file = new Uint8Array(request.response);
  if (crcOf(file) !== crc) throw new Error(`damaged: ${address}`);
  return file;
}

/**
 * Return the CRC-32 of a file: a browser gives no better sum at once, and none over plain http.
 *
 * @param {Uint8Array} file
 */
function crcOf(file) {
  let rest = ~0;
  for (const byte of file) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}

/** @param {{address: string, integrity?: string}} file */
async function bytes({ address, integrity }) {
  const response = await quietly(address, { integrity: integrity ?? "" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const file = await response.arrayBuffer();
  arrived();
  return file;
}

/**
 * Start Pyodide; a lost or broken file ends it. Pyodide only logs some of them, and then waits for
 * ever.
 *
 * @param {Code} code
 * @param {import("pyodide").PyodideConfig} options
 * @param {(imports: WebAssembly.Imports) => Promise<Instantiated>} instantiate Pyodide's module
 * @returns {Promise<Pyodide>}
 */
async function watched({ loader, script }, options, instantiate) {
  const { instantiateStreaming } = WebAssembly;
  try {
    return await new Promise((resolve, reject) => {
      self.fetch = async (...request) => {
        if (String(request[0]).endsWith(".wasm")) return new Response(); // it is here already
        const response = await quietly(...request).catch((error) => {
          reject(error);
          throw error;
        });
        if (!response.ok) reject(new Error(`${response.status} ${response.url}`));
        return response;
      };
      WebAssembly.instantiateStreaming = async (_, imports = {}) => {
        try {
          return await instantiate(imports);
        } catch (error) {
          reject(error);
          throw error;
        }
      };
      Promise.all([loader, script])
        .then(([{ loadPyodide }]) => loadPyodide(options))
        .then(resolve, reject);
    });
  } finally {
    self.fetch = quietly;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/**
 * Ask a few times more what was asked first, while nobody waits: the browser makes faster what is
 * called often.
 *
 * @param {() => string} ask
 */
function warmUp(ask, times = WARM_UP) {
  isCold = false;
  if (!times) return;
  setTimeout(() => {
    try {
      ask();
    } catch {
      if (ended) fail(ended);
      return; // it was answered once; whoever asks again is told
    }
    warmUp(ask, times - 1);
  });
}

self.addEventListener("message", (/** @type {MessageEvent<Order>} */ { data: order }) => {
  try {
    const door = doors[order.door];
    if (!door) throw new Error(`no door ${order.door}`);
    const ask = () => door(order.calculator, order.request);
    const reply = ended ? "" : ask();
    if (ended) throw ended; // Pyodide does not always say so
    tell({ type: "reply", id: order.id, reply });
    if (isCold) warmUp(ask);
  } catch (error) {
    refuse(order.id, error);
  }
});

void start(JSON.parse(self.name));
