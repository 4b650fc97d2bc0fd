/**
 * Serves a folder twice: as fast as it can, and through one line of 10 Mbit/s with 40 ms between
 * question and answer, which browsers cannot imitate for workers.
 *
 *   node serve.mjs FOLDER        prints the two ports as JSON, and ends with its input
 *
 * What lies beside a file in Brotli or gzip is sent in its place; all but pages may be kept for
 * ever. `/bytes` says how many bytes were sent since it was asked last, `/asked` for which files.
 */

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const BYTES_PER_MS = 10_000 / 8;
const LATENCY = 40; // ms
const PIECE = 8192;
const HEAD = 350; // about what the headers of an answer take
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};
const ENCODINGS = { br: "br", gzip: "gz" };

const root = process.argv[2] ?? "";
const known = new WeakSet(); // connections
let sent = 0;
let asked = []; // path, bytes
let lineIsFree = 0; // when, in ms

async function found(path, accepted) {
  for (const [encoding, ending] of Object.entries(ENCODINGS)) {
    if (!accepted.includes(encoding)) continue;
    const body = await readFile(`${path}.${ending}`).catch(() => undefined);
    if (body) return { body, encoding };
  }
  return { body: await readFile(path).catch(() => undefined) };
}

async function send(response, body) {
  for (let at = 0; at < body.length && !response.destroyed; at += PIECE) {
    const piece = body.subarray(at, at + PIECE);
    const now = performance.now();
    lineIsFree = Math.max(now, lineIsFree) + piece.length / BYTES_PER_MS;
    if (lineIsFree - now > 2) await wait(lineIsFree - now);
    response.write(piece);
  }
  response.end();
}

async function answer(request, response, isSlow) {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/bytes") {
    response.end(String(sent));
    sent = 0;
    return;
  }
  if (pathname === "/asked") {
    response.end(JSON.stringify(asked));
    asked = [];
    return;
  }
  const path = join(root, normalize(pathname.endsWith("/") ? `${pathname}index.html` : pathname));
  if (isSlow) await wait(known.has(request.socket) ? LATENCY : 2 * LATENCY);
  known.add(request.socket);
  const { body, encoding } = await found(path, request.headers["accept-encoding"] ?? "");
  if (!body) {
    response.writeHead(404).end();
    return;
  }
  const headers = {
    "cache-control": extname(path) === ".html" ? "no-cache" : "public, max-age=31536000, immutable",
    "content-length": body.length,
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    vary: "accept-encoding",
  };
  response.writeHead(200, encoding ? { ...headers, "content-encoding": encoding } : headers);
  sent += body.length + HEAD;
  asked.push([pathname, body.length]);
  if (isSlow) await send(response, body);
  else response.end(body);
}

const ports = [false, true].map(
  (isSlow) =>
    new Promise((resolve) => {
      const server = createServer((request, response) => void answer(request, response, isSlow));
      server.listen(0, "127.0.0.1", () => resolve(server.address().port));
    }),
);
console.log(JSON.stringify(await Promise.all(ports)));
process.stdin.resume().on("end", () => process.exit());
