/**
 * Puts what pages load of ours into a few files: each file asked for takes a browser time that Python
 * needs. Run by the build, in Node:
 *
 *   node bundle.mjs ASSETS [NAME...]
 *
 * ASSETS is the site's copy of docs/assets: the parts go, and what they are parts of takes their place.
 * With names only these are put together.
 */

import { unlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What packages are taken from. */
const PACKAGES = fileURLToPath(new URL("../node_modules", import.meta.url));
/** A worker loads it, and browsers before 2024 load no modules into workers. */
const SEARCH = "search/results.js";
const START = "./start.js"; // runs from the head of each page; the one Python lives in it
const WORKER = "python-worker.js"; // its names stay: an error in it may tell them

/**
 * @param {string} folder
 * @param {string} name
 */
async function bundle(folder, name) {
  const entry = join(folder, name);
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: entry,
    allowOverwrite: true,
    bundle: true,
    external: [START],
    format: name === SEARCH ? "iife" : "esm",
    globalName: name === SEARCH ? "handbookSearch" : undefined,
    nodePaths: [PACKAGES],
    logLevel: "warning",
    metafile: true,
    minifyIdentifiers: name !== WORKER,
    minifySyntax: true,
    minifyWhitespace: true,
    target: "es2022", // as tsconfig.json
  });
  const parts = Object.keys(metafile.inputs).map((part) => resolve(part));
  return parts.filter((part) => part !== resolve(entry));
}

const [folder = "", ...given] = process.argv.slice(2);
const names = given.length ? given : [START, WORKER, "elements.js", "styles.css", SEARCH];
const parts = await Promise.all(names.map((name) => bundle(folder, name)));
const inside = parts.flat().filter((part) => part.startsWith(resolve(folder)));
await Promise.all([...new Set(inside)].map((part) => unlink(part)));
