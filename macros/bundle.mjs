/**
 * Puts what pages load of ours into a few files: each file asked for takes a browser time that Python
 * needs. Run by the build, in Node:
 *
 *   node bundle.mjs ASSETS
 *
 * ASSETS is the site's copy of docs/assets: the parts go, and what they are parts of takes their place.
 */

import { unlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const START = "./start.js"; // runs from the head of each page; the one Python lives in it

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
    format: "esm",
    logLevel: "warning",
    metafile: true,
    minify: true,
    target: "es2022", // as tsconfig.json
  });
  const parts = Object.keys(metafile.inputs).map((part) => resolve(part));
  return parts.filter((part) => part !== resolve(entry));
}

const folder = process.argv[2] ?? "";
const names = [START, "elements.js", "styles.css"];
const parts = await Promise.all(names.map((name) => bundle(folder, name)));
await Promise.all([...new Set(parts.flat())].map((part) => unlink(part)));
