/**
 * The functions of Python that a start does without. The module that a page starts with has stubs in
 * their place; the first that is called has all of them loaded, as a second module that works on the
 * same memory, tables and globals (macros/runtime/split.py).
 */

const TABLE = "functions"; // of all functions; its last place is of the one that loads them
const MODULE = "split"; // from which the second module imports what it shares with the first
// A table takes functions of WebAssembly alone: this module imports one, and exports it again.
const BRIDGE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic number and version
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00], // one type: from nothing to nothing
  ...[0x02, 0x07, 0x01, 0x01, 0x61, 0x01, 0x62, 0x00, 0x00], // imports a.b
  ...[0x07, 0x05, 0x01, 0x01, 0x63, 0x00, 0x00], // exports it as c
);

/**
 * Return the first module as Pyodide knows it, with functions alone; the others come when one is called.
 *
 * @param {WebAssembly.Instance} instance of the first module
 * @param {WebAssembly.Imports} imports what it was given
 * @param {() => BufferSource} load returns the second module, at once
 * @param {(error: unknown) => void} lost is told why there is none: who called it cannot go on
 * @returns {{exports: WebAssembly.Exports}}
 */
export function linked({ exports }, imports, load, lost) {
  const table = /** @type {WebAssembly.Table} */ (exports[TABLE]);
  const b = () => {
    try {
      new WebAssembly.Instance(new WebAssembly.Module(load()), { ...imports, [MODULE]: exports });
    } catch (error) {
      lost(error);
      throw error;
    }
  };
  const { c } = new WebAssembly.Instance(new WebAssembly.Module(BRIDGE), { a: { b } }).exports;
  table.set(table.length - 1, c);
  const functions = Object.entries(exports).filter(([, each]) => typeof each === "function");
  return { exports: Object.fromEntries(functions) };
}
