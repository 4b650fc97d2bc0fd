/**
 * Writes the files of a site beside themselves in Brotli and gzip, for servers that send such files
 * as they are (nginx: brotli_static, gzip_static). Run by `make build`, in Node:
 *
 *   node compress.mjs SITE CACHE
 *
 * Best compression takes two minutes for all; what was compressed once is kept in CACHE.
 */

import { createHash, randomUUID } from "node:crypto";
import {
  access,
  copyFile,
  mkdir,
  readFile,
  readdir,
  rename,
  stat,
  unlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const KEPT = 30 * 24 * 60 * 60 * 1000; // milliseconds
const COMPRESSIBLE = /\.(bin|css|html|js|json|mjs|svg|txt|wasm|xml|zip)$/;
const COMPRESSED = /\.(br|gz)(\.[-\w]+)?$/; // also what an interrupted build left half-written
const AT_ONCE = 32; // files: a site may have thousands

/** @type {{[ending: string]: (content: Buffer) => Promise<Buffer>}} */
const FORMATS = {
  br: (content) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gz: (content) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
};

/**
 * @param {string} file
 * @param {string} ending
 * @param {string} cache
 */
async function compress(file, ending, cache) {
  const content = await readFile(file);
  const kept = join(cache, `${createHash("sha256").update(content).digest("hex")}.${ending}`);
  try {
    await access(kept);
  } catch {
    const part = `${kept}.${randomUUID()}`; // another build may be writing the same
    await writeFile(part, await /** @type {any} */ (FORMATS[ending])(content));
    await rename(part, kept);
  }
  await copyFile(kept, `${file}.${ending}`);
  const now = new Date();
  await utimes(kept, now, now);
}

/**
 * Delete what no build has used for a month.
 *
 * @param {string} cache
 */
async function prune(cache) {
  for (const name of await readdir(cache)) {
    const file = join(cache, name);
    if (COMPRESSED.test(name) && (await stat(file)).mtimeMs < Date.now() - KEPT) await unlink(file);
  }
}

const [site = "", cache = ""] = process.argv.slice(2);
await mkdir(cache, { recursive: true });
const files = (await readdir(site, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));
const work = files.flatMap((file) => Object.keys(FORMATS).map((ending) => ({ file, ending })));
const hands = Array.from({ length: AT_ONCE }, async () => {
  for (let next = work.pop(); next; next = work.pop()) await compress(next.file, next.ending, cache);
});
await Promise.all(hands);
await prune(cache);
