/**
 * Pyodide in Node, for the build: the same sources give the same bytes. A script that imports this is
 * run as
 *
 *   node SCRIPT PYODIDE ...
 */

import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Nothing is drawn, and no time passes.
globalThis.crypto.getRandomValues = (numbers) => numbers;
const NOON = Date.UTC(2000, 0, 1, 12);
Date.now = () => NOON;
performance.now = () => 0;

process.on("uncaughtException", (error) => {
  console.error(error.message); // without the code that it stands in, which is one line of a megabyte
  process.exit(1);
});

// Nor is it written down where the script lies, which Python would be told as its own name.
export const [FOLDER, ...ARGUMENTS] = process.argv.splice(1).slice(1);
export const { loadPyodide } = await import(pathToFileURL(join(FOLDER, "pyodide.mjs")).href);

/** Where the archive of the package stands in Pyodide's files. */
export const ARCHIVE = "/lib/calculators.zip";

/**
 * Start Pyodide and do something of one's own where it makes an instance of its module.
 *
 * @param {object} options
 * @param {(imports: WebAssembly.Imports, make: () => Promise<object>) => Promise<object>} instead
 */
export function instantiated(options, instead) {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (source, imports) => {
    const make = () => instantiate(source, imports);
    if (!imports?.env?.memory) return make(); // a small one of Pyodide's
    WebAssembly.instantiate = instantiate;
    return instead(imports, make);
  };
  return loadPyodide(options);
}
