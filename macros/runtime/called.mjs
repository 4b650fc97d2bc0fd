/**
 * Finds out which functions of Pyodide's module pages call: starts it from the memory as a page does,
 * and asks for all that pages ask for. Run by the build, in Node:
 *
 *   node called.mjs PYODIDE OUT   with the module that counts in PYODIDE (split.py), and the memory and
 *                                 the archive in OUT: their numbers as JSON, OUT/called.json
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawAnew, unpacked } from "../../docs/assets/snapshot.js";
import { ARCHIVE, ARGUMENTS, FOLDER, instantiated } from "./host.mjs";

const NAME = /^called ([0-9]+)$/; // of what is not 0 once a function is called
const PAYSLIP = { bonus_gross: "1,000.50", pay_before_tax: 10 };

const [out] = ARGUMENTS;
const file = new Uint8Array(readFileSync(join(out, "snapshot.bin"))).buffer;
const [sum, memory] = new Uint32Array(file, 0, 2);
const { head, restore } = unpacked(file, sum);
const image = Object.defineProperty(head, "length", { value: memory });
const stdLibURL = join(FOLDER, "stdlib.zip");
const options = { _loadSnapshot: image, _restoreMemory: restore, stdLibURL };
/** @type {[name: string, mark: WebAssembly.Global][]} */
let marks;
const pyodide = await instantiated(options, async (imports) => {
  const module = new WebAssembly.Module(readFileSync(join(FOLDER, "counting.wasm")));
  const all = Object.entries((await WebAssembly.instantiate(module, imports)).exports);
  marks = all.filter(([name]) => NAME.test(name));
  return { module, instance: { exports: Object.fromEntries(all.filter(([name]) => !NAME.test(name))) } };
});
/** @type {Set<number>} */
const called = new Set();

/** Take down what was called, and begin anew. */
function take() {
  for (const [name, mark] of marks) {
    if (mark.value) called.add(Number(NAME.exec(name)?.[1]));
    mark.value = 0;
  }
}

pyodide.FS.writeFile(ARCHIVE, readFileSync(join(out, "calculators.zip")));
drawAnew(pyodide);
pyodide.pyimport("sys").path.append("/lib/rest.zip");
const { answer_text, files_text, compare_text, payslip_text, verify_text } =
  pyodide.pyimport("calculators");
const { pictures_text } = pyodide.pyimport("calculators.pictures");
take();

pyodide.runPython(readFileSync(join(import.meta.dirname, "asked.py"), "utf8"));
const requests = JSON.parse(pyodide.globals.get("requests")());
for (const [, mark] of marks) mark.value = 0; // no page compiles anything

for (const [name, request, isWhole] of requests) {
  const answer = answer_text(name, request);
  if (isWhole || answer.includes('"result"')) pictures_text(name, request);
  if (!isWhole) continue;
  const { files } = JSON.parse(files_text(name, request));
  const receipt = files?.receipt.text ?? request;
  for (const text of [receipt, receipt.replace(/[1-9]/, "0")]) verify_text(text);
  const [[, example]] = requests.filter(([each]) => each === name);
  compare_text(name, `{"before": ${example}, "now": ${request}}`);
  payslip_text(name, `{"inputs": ${request}, "payslip": ${JSON.stringify(PAYSLIP)}}`);
}
answer_text.destroy(); // as the browser does when it tidies up
take();
writeFileSync(join(out, "called.json"), JSON.stringify([...called].sort((one, other) => one - other)));
