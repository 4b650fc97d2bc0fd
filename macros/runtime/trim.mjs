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
// In parentheses a function that runs at once is read once, not twice: all of the script is one, and
// Pyodide's part of it.
const eager = [
  ["return async function(moduleArg={}){", "return(async function(moduleArg={}){"],
  ["return moduleRtn}})();", "return moduleRtn})})();"],
  ["function pyodide_js_init(){", "var pyodide_js_init=(function(){"],
  ["})()}var StackSwitching=", "})()});var StackSwitching="],
];
writeFileSync(
  script,
  eager.reduce((text, [theirs, ours]) => {
    if (text.split(theirs).length !== 2) throw new Error(`the script does not say once: ${theirs}`);
    return text.replace(theirs, ours);
  }, code),
);
