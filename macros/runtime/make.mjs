/**
 * Makes the parts of the runtime that only Pyodide itself can make. Run by the build, in Node:
 *
 *   node make.mjs stdlib PYODIDE OUT        the standard library as bytecode: OUT/stdlib.zip with
 *                                           what stdlib.txt lists, OUT/rest.zip with all else
 *   node make.mjs calculators PYODIDE OUT   what lies in OUT/source as bytecode:
 *                                           OUT/calculators.zip; the memory of a Python that has
 *                                           imported it (see snapshot.js): OUT/snapshot.bin
 */

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packed } from "../../docs/assets/snapshot.js";

// The same sources give the same bytes: nothing is drawn, and no time passes.
globalThis.crypto.getRandomValues = (numbers) => numbers;
const NOON = Date.UTC(2000, 0, 1, 12);
Date.now = () => NOON;
performance.now = () => 0;

process.on("uncaughtException", (error) => {
  console.error(error.message); // without the code that it stands in, which is one line of a megabyte
  process.exit(1);
});

const HERE = import.meta.dirname;
// Nor is it written down where this file lies, which Python would be told as its own name.
const [what, folder, out] = process.argv.splice(1).slice(1);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);

/** @param {string} name @param {object} [options] */
async function python(name, options) {
  const pyodide = await loadPyodide(options);
  pyodide.runPython(readFileSync(join(HERE, name), "utf8"));
  return pyodide;
}

/** @param {any} pyodide @param {string} from @param {string} to */
function copyIn(pyodide, from, to) {
  pyodide.FS.mkdirTree(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), `${to}/${entry.name}`];
    if (entry.isDirectory()) copyIn(pyodide, source, target);
    else pyodide.FS.writeFile(target, readFileSync(source));
  }
}

/**
 * Return the memory of a module before any of its code has run: its constants, and nothing else.
 *
 * @param {() => Promise<unknown>} start
 */
async function constants(start) {
  const { instantiate } = WebAssembly;
  /** @type {Uint8Array | undefined} */
  let memory;
  WebAssembly.instantiate = async (...source) => {
    const made = await instantiate(...source);
    const given = source[1]?.env?.memory;
    if (given) memory = new Uint8Array(given.buffer.slice(0));
    return made;
  };
  await start();
  WebAssembly.instantiate = instantiate;
  if (!memory) throw new Error("no memory was given to the module");
  return memory;
}

if (what === "stdlib") {
  const pyodide = await python("bytecode.py");
  const listed = readFileSync(join(HERE, "stdlib.txt"), "utf8");
  pyodide.globals.get("pack_stdlib")(listed, "/stdlib.zip", "/rest.zip", "/lib/rest.zip");
  for (const name of ["stdlib.zip", "rest.zip"]) {
    writeFileSync(join(out, name), pyodide.FS.readFile(`/${name}`));
  }
} else {
  const stdLibURL = join(folder, "stdlib.zip");
  const compiler = await python("bytecode.py", { stdLibURL });
  copyIn(compiler, join(out, "source"), "/source");
  compiler.globals.get("pack_folder")("/source", "/packed.zip", "/lib/calculators.zip");
  const archive = compiler.FS.readFile("/packed.zip");
  writeFileSync(join(out, "calculators.zip"), archive);

  // The seed of hashes is kept in the memory: a random one would make each build another.
  const env = { PYTHONHASHSEED: "0" };
  /** @param {typeof pyodide.FS} FS @param {{sitePackages: string}} folders */
  const fsInit = async (FS, { sitePackages }) =>
    FS.writeFile(`${sitePackages}/sitecustomize.py`, readFileSync(join(HERE, "sitecustomize.py")));
  const seen = await constants(async () => {
    const pyodide = await loadPyodide({ _makeSnapshot: true, env, fsInit, stdLibURL });
    pyodide.FS.writeFile("/lib/calculators.zip", archive);
    pyodide.runPython(readFileSync(join(HERE, "warm.py"), "utf8"));
    // What calls have left on the stack is nobody's any more, and another in each build.
    const { HEAPU8, _emscripten_stack_get_end, _emscripten_stack_get_current } = pyodide._module;
    HEAPU8.fill(0, _emscripten_stack_get_end(), _emscripten_stack_get_current());
    globalThis.taken = pyodide.makeMemorySnapshot();
  });
  const taken = globalThis.taken;
  /** @type {Uint8Array | undefined} */
  let fresh;
  await loadPyodide({
    _loadSnapshot: taken,
    /** @param {Uint8Array} memory */
    _restoreMemory(memory) {
      fresh = memory.slice();
      memory.set(taken.subarray(new Uint32Array(taken.buffer, taken.byteOffset, 2)[1]));
    },
    stdLibURL,
  });
  if (!fresh) throw new Error("Pyodide did not ask for its memory");
  writeFileSync(join(out, "snapshot.bin"), packed(taken, seen, fresh));
}
