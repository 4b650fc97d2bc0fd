/**
 * The page of a reference: the same two fields and the same answer as the bonus calculator's, as a
 * careful hand would write them. `answer.js` beside it is what differs.
 */

import { answer } from "./answer.js";

const fields = {
  bonus_base: document.querySelector("#bonus-bonus_base"),
  score: document.querySelector("#bonus-score"),
};
const output = document.querySelector("output");
const steps = document.querySelector("ol");

async function show() {
  const request = { month: "2026-03", bonus_base: fields.bonus_base.value, score: fields.score.value };
  const { result, steps: lines } = await answer(request);
  output.textContent = result.bonus_gross.replace(/\B(?=(\d{3})+\.)/g, ",");
  steps.replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = `${line.label} ${line.formula}`;
      return item;
    }),
  );
}

for (const field of Object.values(fields)) field.addEventListener("input", show);
await show();
