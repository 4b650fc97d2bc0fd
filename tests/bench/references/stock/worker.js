import { loadPyodide } from "./pyodide/pyodide.mjs";

const ready = (async () => {
  const pyodide = await loadPyodide();
  const archive = await fetch("calculators.zip");
  pyodide.unpackArchive(await archive.arrayBuffer(), "zip");
  return pyodide.pyimport("calculators").answer_text;
})();

self.addEventListener("message", async ({ data: { id, request } }) => {
  const answer = await ready;
  self.postMessage({ id, reply: answer("bonus", request) });
});
