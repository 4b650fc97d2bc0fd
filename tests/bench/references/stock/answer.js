/** The same package as ours on Pyodide as it comes, in a worker, as its documentation shows. */

const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
let last = 0;

export function answer(request) {
  const id = ++last;
  return new Promise((resolve) => {
    worker.addEventListener("message", function hear({ data }) {
      if (data.id !== id) return;
      worker.removeEventListener("message", hear);
      resolve(JSON.parse(data.reply));
    });
    worker.postMessage({ id, request: JSON.stringify(request) });
  });
}
