/**
 * A Python's memory, kept so that another can start from it: packed by the build, unpacked by the
 * worker.
 *
 * Most of it is constants that the module brings anyway, or nothing. A file holds the blocks that
 * are neither, behind a table of numbers: a sum of all that follows it; how many bytes the memory
 * has; from which one on it is empty but for blocks; how long Pyodide's own head is; how many runs of
 * blocks there are; the first block of each run and how many. Then the head, then the blocks.
 */

const BLOCK = 256;
const NUMBERS = 5; // before the runs
const PRIME = 0x01000193; // of FNV, for the sum

/**
 * Draw chance anew: a restored memory is the same for everybody. The seed of hashes stays: every table
 * in the memory is laid out by it.
 *
 * @param {import("pyodide").PyodideInterface} pyodide
 */
export function drawAnew(pyodide) {
  pyodide.pyimport("random").seed();
}

/**
 * @typedef {object} Snapshot
 * @property {Uint8Array} head what Pyodide wants to know of it
 * @property {(memory: Uint8Array) => void} restore put the rest in place
 */

/**
 * @param {Uint8Array} snapshot what Pyodide's makeMemorySnapshot gives
 * @param {Uint8Array} constants memory before any code of the module has run
 * @param {Uint8Array} fresh memory at the moment when a snapshot is restored
 * @returns {Uint8Array}
 */
export function packed(snapshot, constants, fresh) {
  const head = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1] ?? 0;
  const memory = snapshot.subarray(head);
  if (memory.length !== constants.length || memory.length !== fresh.length) {
    throw new Error("the memory has grown: import less before it is kept");
  }
  let empty = constants.length;
  while (!constants[empty - 1]) empty--;
  /** @type {number[]} */
  const runs = [];
  let count = 0;
  for (let at = 0; at < memory.length; at += BLOCK) {
    // What the module changes before a snapshot is restored may be something else elsewhere.
    const unchanged = at < empty && same(memory, constants, at) && same(fresh, constants, at);
    if (unchanged || (at >= empty && isEmpty(memory, at))) continue;
    const block = at / BLOCK;
    if (block === (runs.at(-2) ?? 0) + (runs.at(-1) ?? 0) && count) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(block, 1);
    count++;
  }
  const end = ((runs.at(-2) ?? 0) + (runs.at(-1) ?? 0)) * BLOCK;
  if (fresh.subarray(end).some(Boolean)) throw new Error("memory is used behind the last block");
  const table = Uint32Array.of(0, memory.length, empty, head, runs.length / 2, ...runs);
  const file = new Uint8Array(table.byteLength + head + count * BLOCK);
  file.set(new Uint8Array(table.buffer));
  file.set(snapshot.subarray(0, head), table.byteLength);
  let to = table.byteLength + head;
  for (const [first, blocks] of pairs(runs)) {
    const part = memory.subarray(first * BLOCK, (first + blocks) * BLOCK);
    file.set(part, to);
    to += part.length;
  }
  new Uint32Array(file.buffer, 0, 1).set([sum(file.buffer)]);
  return file;
}

/**
 * @param {ArrayBuffer} file
 * @param {number} expected its sum: a browser would take ten times as long for a hash that it knows
 * @returns {Snapshot}
 */
export function unpacked(file, expected) {
  if (sum(file) !== expected) throw new Error("the snapshot is not as it was built");
  const [, , empty = 0, head = 0, count = 0] = new Uint32Array(file, 0, NUMBERS);
  const runs = new Uint32Array(file, NUMBERS * 4, count * 2);
  const bytes = new Uint8Array(file);
  const begin = runs.byteOffset + runs.byteLength;
  return {
    head: bytes.subarray(begin, begin + head),
    restore(memory) {
      let at = begin + head;
      let end = empty;
      for (const [first, blocks] of pairs(runs)) {
        const start = first * BLOCK;
        if (start > end) memory.fill(0, end, start);
        memory.set(bytes.subarray(at, (at += blocks * BLOCK)), start);
        end = Math.max(end, start + blocks * BLOCK);
      }
    },
  };
}

/**
 * Return a sum of a file's numbers but the first, and of how many they are. Each step could be undone, so
 * that no number can be another unseen.
 *
 * @param {ArrayBufferLike} file
 */
function sum(file) {
  const numbers = new Uint32Array(file, 4);
  // Four sums side by side: one alone waits for each of its steps. They begin apart, so that none can
  // stand for another.
  let [one, two, three, four] = [numbers.length, 1, 2, 3];
  for (let n = 0; n < numbers.length; n += 4) {
    one = mixed(one, numbers[n] ?? 0);
    two = mixed(two, numbers[n + 1] ?? 0);
    three = mixed(three, numbers[n + 2] ?? 0);
    four = mixed(four, numbers[n + 3] ?? 0);
  }
  return [two, three, four].reduce(mixed, one) >>> 0;
}

/** @param {number} sum @param {number} number */
function mixed(sum, number) {
  const product = Math.imul(sum ^ number, PRIME);
  return product ^ (product >>> 15);
}

/** @param {Uint8Array} one @param {Uint8Array} other @param {number} at */
function same(one, other, at) {
  for (let n = at; n < at + BLOCK; n++) if (one[n] !== other[n]) return false;
  return true;
}

/** @param {Uint8Array} memory @param {number} at */
function isEmpty(memory, at) {
  for (let n = at; n < at + BLOCK; n++) if (memory[n]) return false;
  return true;
}

/**
 * @param {ArrayLike<number>} numbers
 * @returns {Generator<[number, number]>}
 */
function* pairs(numbers) {
  for (let n = 0; n < numbers.length; n += 2) yield [numbers[n] ?? 0, numbers[n + 1] ?? 0];
}
