/**
 * Takes out of Emscripten's script what nobody uses once adapt.py has done its part. Run by the build,
 * in Node:
 *
 *   node trim.mjs SCRIPT
 */

import { readFileSync, writeFileSync } from "node:fs";
import { minify } from "terser";

const [script] = process.argv.slice(2);
const { code } = await minify(readFileSync(script, "utf8"), {
  compress: { defaults: false, unused: true, dead_code: true, side_effects: true, pure_getters: true, passes: 5 },
  mangle: false, // names stay what Pyodide's developers know
});
// All of it is one function, which runs at once: in parentheses it is read once, not twice.
const [begin, end] = ["return async function(moduleArg={}){", "return moduleRtn}})();"];
for (const each of [begin, end]) {
  if (code.split(each).length !== 2) throw new Error(`the script does not say once: ${each}`);
}
const eager = [begin.replace("return ", "return("), end.replace("}}", "})}")];
writeFileSync(script, code.replace(begin, eager[0]).replace(end, eager[1]));
