/**
 * Drives Firefox for the tests: reads orders, one a line, and answers each with one line.
 *
 *   node firefox.mjs PATH HOST   ["open", address] or ["run", script, argument], as JSON;
 *                                {result} or {error}, and what the console said since: {said}
 */

import { createInterface } from "node:readline";
import { launch } from "puppeteer-core";

const [, , executablePath, host] = process.argv;
const extraPrefsFirefox = { "network.dns.localDomains": host }; // a name for this machine
const browser = await launch({ browser: "firefox", executablePath, extraPrefsFirefox });
let page = await browser.newPage();
let said = [];

const orders = {
  /** Open an address as somebody who has never been there. */
  async open(address) {
    await page.browserContext().close().catch(() => {}); // not the one that every browser has
    page = await (await browser.createBrowserContext()).newPage();
    page.on("console", (message) => said.push(message.text()));
    await page.goto(address);
  },
  run: (script, argument) => page.evaluate(`(${script})(${JSON.stringify(argument)})`),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [order, ...given] = JSON.parse(line);
  const reply = await orders[order](...given).then(
    (result) => ({ result }),
    (error) => ({ error: error.message }),
  );
  console.log(JSON.stringify({ ...reply, said }));
  said = [];
}
await browser.close();
