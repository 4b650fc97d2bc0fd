/** The bonus in MicroPython, which has no decimal and no dataclasses: bonus.txt counts in fen. */

import { loadMicroPython } from "./micropython.mjs";

const [python, source] = await Promise.all([
  loadMicroPython(),
  fetch("bonus.txt").then((response) => response.text()),
]);
python.runPython(source);
const answered = python.globals.get("answer");

export function answer({ bonus_base, score }) {
  return JSON.parse(answered(bonus_base, score));
}
