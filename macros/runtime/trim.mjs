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
writeFileSync(script, code);
