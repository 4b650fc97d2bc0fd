/**
 * What a question asks for: its terms with their weights, after what was mistyped, or typed in pinyin,
 * is put right with the words that the handbook has.
 *
 * @typedef {import("./analysis.js").Span & {weight: number, tells: number}} Part `tells` is how much of
 *   the question is answered where it is found, against others of the same rarity
 */

import { RUN, pairs } from "./analysis.js";

/** Words that only ask, or hold a question together. */
const ASKING = new Set(
  (
    "请问 你好 谁知道 怎么办 怎么样 怎么 怎样 咋办 咋 如何 为什么 为啥 什么时候 什么样 什么 啥时候 啥 " +
    "多少 多久 多长时间 几点 几天 几个 几 哪些 哪个 哪里 哪儿 吗 呢 吧 啊 呀 嘛 " +
    "是不是 能不能 可不可以 可以 能否 是否 有没有 要不要 会不会 好不好 应该 需要 必须 没有 还有 " +
    "的话 我们 你们 咱们 他们 自己 一下 一个 这个 那个 里面 时候 以后 之后 的时候"
  ).split(" "),
);
const LONGEST = Math.max(...[...ASKING].map((word) => word.length));
/** Characters that seldom say what a question is about: a pair with one of them tells less. */
const LITTLE = new Set("的了着过吗呢吧啊呀么嘛是我你他她它这那哪谁几很太也都就又再才还不没有在和跟与及或给被把让对想做按来去到用得会要能里上下时");
const LITTLE_WEIGHT = 0.4;
const ALONE_WEIGHT = 0.5;
/** What a character by itself tells, of a question with more. */
export const ALONE_TELLS = 0.2;
const ASKING_WEIGHT = 0.5;
const GROUP_WEIGHT = 0.5;
const CHINESE_PAIR = /^\p{Script=Han}{2}$/u;
const LATIN_COUNTS = 2; // a word in Latin letters counts as much of a question as two characters
const NUMBER_WEIGHT = 2; // a number with its unit seldom stands anywhere by chance

export class Question {
  /** @type {Part[]} */
  parts = [];
  /** The places of the text that ask for something. @type {Set<number>} */
  content = new Set();
  #vocabulary;

  /**
   * @param {string} asked
   * @param {import("./analysis.js").Analysis} analysis
   * @param {import("./vocabulary.js").Vocabulary} vocabulary
   */
  constructor(asked, analysis, vocabulary) {
    this.#vocabulary = vocabulary;
    const read = resolved(analysis.normal(asked), analysis, vocabulary);
    const text = corrected(read, analysis, vocabulary);
    const taken = new Uint8Array(text.length);
    this.#addGroups(text, analysis, taken);
    for (const span of analysis.numbers(text)) {
      // A number that stands nowhere asks about the rule for any: 迟到 20 分钟.
      if (vocabulary.has(span.term)) this.#take({ ...span, weight: NUMBER_WEIGHT, tells: 1 });
      taken.fill(1, span.start, span.end);
    }
    for (const { start, end } of asking(text, taken)) taken.fill(1, start, end);
    for (const { 0: run, index } of text.matchAll(RUN)) {
      for (const [start, end] of free(taken, index, index + run.length)) {
        const piece = text.slice(start, end);
        if (/\p{Script=Han}/u.test(piece)) this.#addHan(piece, start);
        else this.#addLatin(piece, start);
      }
    }
  }

  /**
   * @param {string} text
   * @param {import("./analysis.js").Analysis} analysis
   * @param {Uint8Array} taken
   */
  #addGroups(text, analysis, taken) {
    for (const span of analysis.groups(text)) {
      const weight = analysis.isAsking(span.term) ? ASKING_WEIGHT : 1;
      this.#take({ ...span, weight, tells: weight });
      taken.fill(1, span.start, span.end);
      // Its own words still count for more than others of the group.
      for (const pair of pairs(text.slice(span.start, span.end), span.start)) {
        if (CHINESE_PAIR.test(pair.term)) this.#addPair(pair, weight * GROUP_WEIGHT);
      }
    }
  }

  /** @param {Part} part */
  #take(part) {
    this.parts.push(part);
    for (let at = part.start; at < part.end; at += 1) this.content.add(at);
  }

  /**
   * Add the pairs of Chinese characters that the handbook has, and characters that stand in none.
   *
   * @param {string} piece
   * @param {number} start
   */
  #addHan(piece, start) {
    const all = [...pairs(piece, start)];
    for (const { start: at, term } of all) {
      if (term.length === 1 && !isLittle(term)) this.content.add(at);
    }
    const known = all.filter(({ term }) => this.#vocabulary.has(term));
    const found = known.filter(({ term }) => term.length === 2);
    for (const span of found) this.#addPair(span, 1);
    for (const span of known) {
      const inside = found.some(({ start, end, term }) => start <= span.start && span.end <= end && !isLittle(term));
      if (span.term.length === 1 && !inside && !isLittle(span.term)) {
        const isAll = all.length === 1;
        this.parts.push({ ...span, weight: isAll ? 1 : ALONE_WEIGHT, tells: isAll ? 1 : ALONE_TELLS });
      }
    }
  }

  /**
   * @param {import("./analysis.js").Span} span
   * @param {number} weight
   */
  #addPair(span, weight) {
    if (!this.#vocabulary.has(span.term)) return;
    const little = isLittle(span.term) ? LITTLE_WEIGHT : 1;
    this.parts.push({ ...span, weight: weight * little, tells: little });
  }

  /**
   * @param {string} piece
   * @param {number} start
   */
  #addLatin(piece, start) {
    const end = start + piece.length;
    const clause = piece.replace(/-[a-z]$/, ""); // of a fact
    const terms = this.#vocabulary.has(clause) ? [clause] : this.#vocabulary.beginning(piece);
    for (const term of terms) this.parts.push({ start, end, term, weight: 1, tells: 1 });
    if (/^[0-9]/.test(piece) && !terms.length) return; // as a number with its unit
    for (let at = start; at < Math.min(end, start + LATIN_COUNTS); at += 1) this.content.add(at);
  }
}

/** @param {string} term */
function isLittle(term) {
  return [...term].some((each) => LITTLE.has(each));
}

/**
 * @param {Uint8Array} taken
 * @param {number} from
 * @param {number} to
 * @returns {Generator<[number, number]>}
 */
function* free(taken, from, to) {
  for (let start = from; start < to; start += 1) {
    if (taken[start]) continue;
    let end = start;
    while (end < to && !taken[end]) end += 1;
    yield [start, end];
    start = end;
  }
}

/**
 * @param {string} text
 * @param {Uint8Array} taken
 */
function* asking(text, taken) {
  for (let start = 0; start < text.length; ) {
    let length = Math.min(LONGEST, text.length - start);
    while (length && !(ASKING.has(text.slice(start, start + length)) && !taken.subarray(start, start + length).some(Boolean))) length -= 1;
    if (length) yield { start, end: start + length };
    start += length || 1;
  }
}

/**
 * A question with words in the place of pinyin.
 *
 * @param {string} text
 * @param {import("./analysis.js").Analysis} analysis
 * @param {import("./vocabulary.js").Vocabulary} vocabulary
 */
function resolved(text, analysis, vocabulary) {
  const known = [...analysis.groups(text)];
  const isKnown = (/** @type {number} */ at) => known.some(({ start, end }) => start <= at && at < end);
  return text.replace(/[a-z]+(?:[' ][a-z]+)*(?![a-z]|-[0-9])/gu, (letters, /** @type {number} */ at) => {
    const run = letters.replace(/[' ]/gu, "");
    if (isKnown(at) || letters.split(/[' ]/u).some((word) => vocabulary.has(word))) return letters;
    return vocabulary.sounding(run) ?? letters;
  });
}

/**
 * A question with the right character where one of the same sound was typed.
 *
 * @param {string} text
 * @param {import("./analysis.js").Analysis} analysis
 * @param {import("./vocabulary.js").Vocabulary} vocabulary
 */
function corrected(text, analysis, vocabulary) {
  let right = text;
  const taken = new Uint8Array(text.length);
  for (const { start, end } of analysis.groups(text)) taken.fill(1, start, end);
  for (const { start, end } of asking(text, taken)) taken.fill(1, start, end);
  for (const { 0: run, index } of text.matchAll(/\p{Script=Han}+/gu)) {
    for (const [start, end] of free(taken, index, index + run.length)) {
      for (let at = start; at + 1 < end; at += 1) {
        const pair = right.slice(at, at + 2);
        if (vocabulary.has(pair) || isLittle(pair)) continue;
        const before = at > start ? right.slice(at - 1, at) : "";
        const after = at + 2 < end ? right.slice(at + 2, at + 3) : "";
        const meant = vocabulary.meant(pair, before, after);
        if (meant) right = right.slice(0, at) + meant + right.slice(at + 2);
      }
    }
  }
  return right;
}
