/**
 * Makes the parts of the runtime that only Pyodide itself can make. Run by the build, in Node:
 *
 *   node make.mjs PYODIDE stdlib OUT        the standard library as bytecode: OUT/stdlib.zip with
 *                                           what stdlib.txt lists, OUT/rest.zip with all else
 *   node make.mjs PYODIDE calculators OUT   what lies in OUT/source as bytecode:
 *                                           OUT/calculators.zip; the memory of a Python that has
 *                                           imported it (see snapshot.js): OUT/snapshot.bin
 */

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packed } from "../../docs/assets/snapshot.js";
import { ARCHIVE, ARGUMENTS, FOLDER, instantiated, loadPyodide } from "./host.mjs";

const HERE = import.meta.dirname;
// The seed of hashes is kept in the memory: a random one would make each build another. An error says
// the line that it comes from, not the column: that would be a fourteenth of what a page loads of it.
const env = { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" };
const [what, out] = ARGUMENTS;

/** @param {string} name @param {object} [options] */
async function python(name, options) {
  const pyodide = await loadPyodide({ env, ...options });
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

if (what === "stdlib") {
  const pyodide = await python("bytecode.py");
  const listed = readFileSync(join(HERE, "stdlib.txt"), "utf8");
  pyodide.globals.get("pack_stdlib")(listed, "/stdlib.zip", "/rest.zip", "/lib/rest.zip");
  for (const name of ["stdlib.zip", "rest.zip"]) {
    writeFileSync(join(out, name), pyodide.FS.readFile(`/${name}`));
  }
} else {
  const stdLibURL = join(FOLDER, "stdlib.zip");
  const compiler = await python("bytecode.py", { stdLibURL });
  copyIn(compiler, join(out, "source"), "/source");
  compiler.globals.get("pack_folder")("/source", "/packed.zip", ARCHIVE);
  const archive = compiler.FS.readFile("/packed.zip");
  writeFileSync(join(out, "calculators.zip"), archive);

  /** @param {typeof compiler.FS} FS @param {{sitePackages: string}} folders */
  const fsInit = async (FS, { sitePackages }) =>
    FS.writeFile(`${sitePackages}/sitecustomize.py`, readFileSync(join(HERE, "sitecustomize.py")));
  /** @type {Uint8Array} Memory before any code of the module has run. */
  let constants;
  const options = { _makeSnapshot: true, env, fsInit, stdLibURL };
  const pyodide = await instantiated(options, async ({ env: { memory } }, make) => {
    const made = await make();
    constants = new Uint8Array(memory.buffer.slice(0));
    return made;
  });
  pyodide.FS.writeFile(ARCHIVE, archive);
  // Not runPython, which would bring the compiler's library (sitecustomize.py).
  const [failed, said] = pyodide._api.rawRun(readFileSync(join(HERE, "warm.py"), "utf8"));
  if (failed) throw new Error(said);
  // What calls have left on the stack is nobody's any more, and another in each build.
  const { HEAPU8, _emscripten_stack_get_end, _emscripten_stack_get_current } = pyodide._module;
  HEAPU8.fill(0, _emscripten_stack_get_end(), _emscripten_stack_get_current());
  const taken = pyodide.makeMemorySnapshot();
  /** @type {Uint8Array} Memory at the moment when a snapshot is restored. */
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
  writeFileSync(join(out, "snapshot.bin"), packed(taken, constants, fresh));
}
