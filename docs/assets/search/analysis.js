/**
 * What the search makes of texts and of questions: pairs of Chinese characters, words in Latin letters,
 * numbers with their units, and the groups of words that mean the same (docs/search-words.txt).
 *
 * A term says by its form what it is: "=迟到" a group by its first word, "迟到" a pair, "迟" a character,
 * "24小时" a number with its unit in the unit's usual name.
 *
 * @typedef {{start: number, end: number, term: string}} Span where a term stands in a text
 */

/** Anchors of clauses and their facts, numbers of clauses, numbers, Latin words, Chinese. */
export const RUN = /[a-z]{2}(?:-[0-9]+)+(?:-[a-z]\b)?|[0-9]+(?:\.[0-9]+)*%?|[a-z][a-z0-9]*|\p{Script=Han}+/gu;
const HAN = /^\p{Script=Han}+$/u;

/** Units by how they are written, the longest first. @type {[string, string][]} */
const UNITS = [
  ["工作日", "工作日"],
  ["个月", "月"],
  ["月份", "月"],
  ["小时", "小时"],
  ["钟头", "小时"],
  ["分钟", "分钟"],
  ["星期", "周"],
  ["礼拜", "周"],
  ["季度", "季度"],
  ["块钱", "元"],
  ["天", "天"],
  ["日", "天"],
  ["周", "周"],
  ["月", "月"],
  ["年", "年"],
  ["次", "次"],
  ["回", "次"],
  ["倍", "倍"],
  ["元", "元"],
  ["块", "元"],
  ["件", "件"],
  ["名", "人"],
  ["人", "人"],
  ["条", "条"],
  ["级", "级"],
];
const DIGITS = "零一二三四五六七八九";
const UNIT = `个?(?:${UNITS.map(([written]) => written).join("|")})`;
const NUMERAL = new RegExp(`[零一二两三四五六七八九十百半]+(?=${UNIT})`, "gu");
const NUMBER = /[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?/gu;

export class Analysis {
  /** @type {Map<string, string>} */
  #groups = new Map();
  /** Groups that say how something is asked, more than what is asked. @type {Set<string>} */
  #asking = new Set();
  /** The words of groups by their first character, the longest first. @type {Map<string, string[]>} */
  #words = new Map();
  /** @type {Map<string, string>} */
  #simplified = new Map();

  /**
   * @param {string[]} groups words that mean the same, apart by spaces; "_" is a space in a word; "?" at
   *   the beginning marks words that are in many questions
   * @param {string} simplified pairs of a traditional character and the handbook's own
   */
  constructor(groups, simplified) {
    const pairs = [...simplified];
    for (let at = 0; at < pairs.length; at += 2) {
      this.#simplified.set(pairs[at] ?? "", pairs[at + 1] ?? "");
    }
    for (const group of groups) {
      const isAsking = group.startsWith("? ");
      const words = group.slice(isAsking ? 2 : 0).split(" ");
      const normal = words.map((word) => this.normal(word.replaceAll("_", " ")));
      for (const word of normal) this.#groups.set(word, `=${normal[0]}`);
      if (isAsking) this.#asking.add(`=${normal[0]}`);
    }
    for (const word of [...this.words].sort((a, b) => b.length - a.length)) {
      const first = word.slice(0, 1);
      this.#words.set(first, [...(this.#words.get(first) ?? []), word]);
    }
  }

  /**
   * Whether a term is a group of words that are in many questions.
   *
   * @param {string} term
   */
  isAsking(term) {
    return this.#asking.has(term);
  }

  /** The words of all groups. */
  get words() {
    return this.#groups.keys();
  }

  /**
   * A text in the form that is compared, each character in its place.
   *
   * @param {string} text
   */
  normal(text) {
    let normal = "";
    for (const unit of text) {
      const plain = HAN.test(unit) ? unit : unit.normalize("NFKC").toLowerCase();
      const same = plain.length === unit.length ? plain : unit;
      normal += this.#simplified.get(same) ?? same;
    }
    return normal;
  }

  /**
   * The terms of a text, for the index.
   *
   * @param {string} text
   * @returns {Generator<Span>}
   */
  *spans(text) {
    const normal = this.normal(text);
    for (const found of this.groups(normal)) {
      yield found;
      yield* this.#inside(normal, found);
    }
    yield* this.numbers(normal);
    for (const { 0: run, index: start } of normal.matchAll(RUN)) {
      if (HAN.test(run)) yield* pairs(run, start);
      else yield { start, end: start + run.length, term: run };
    }
  }

  /**
   * The words of groups in a text, the longest where several begin; none inside another.
   *
   * @param {string} normal
   * @returns {Generator<Span>}
   */
  *groups(normal) {
    for (let start = 0; start < normal.length; ) {
      const found = this.#word(normal, start);
      if (found) yield { start, end: start + found.length, term: this.#groups.get(found) ?? "" };
      start += found.length || 1;
    }
  }

  /**
   * The words that a longer one is made of: a text that says it speaks of them, too.
   *
   * @param {string} normal
   * @param {Span} whole
   * @returns {Generator<Span>}
   */
  *#inside(normal, whole) {
    for (let start = whole.start; start < whole.end; start += 1) {
      const longest = Math.min(whole.end - start, whole.end - whole.start - 1);
      const found = this.#word(normal, start, longest);
      const end = start + found.length;
      if (found) yield { start, end, term: this.#groups.get(found) ?? "" };
    }
  }

  /**
   * @param {string} normal
   * @param {number} start
   */
  #word(normal, start, longest = Infinity) {
    const words = this.#words.get(normal.charAt(start)) ?? [];
    const fits = (/** @type {string} */ word) =>
      word.length <= longest &&
      normal.startsWith(word, start) &&
      isWhole(normal, start, word.length);
    return words.find(fits) ?? "";
  }

  /**
   * The numbers in a text with their units, in digits or in Chinese numerals.
   *
   * @param {string} normal
   * @returns {Generator<Span>}
   */
  *numbers(normal) {
    for (const { 0: digits, index: start } of normal.matchAll(NUMBER)) {
      yield* measured(normal, start, start + digits.length, Number(digits.replaceAll(",", "")));
    }
    for (const { 0: numeral, index: start } of normal.matchAll(NUMERAL)) {
      const number = valued(numeral);
      if (number !== undefined) yield* measured(normal, start, start + numeral.length, number);
    }
  }
}

/**
 * The characters and pairs of characters of a run of Chinese.
 *
 * @param {string} run
 * @param {number} start
 * @returns {Generator<Span>}
 */
export function* pairs(run, start) {
  for (let at = 0; at < run.length; at += 1) {
    yield { start: start + at, end: start + at + 1, term: run.slice(at, at + 1) };
    if (at + 1 < run.length) {
      yield { start: start + at, end: start + at + 2, term: run.slice(at, at + 2) };
    }
  }
}

/**
 * A Latin word is whole where no letter or digit stands beside it; Chinese has no such sign.
 *
 * @param {string} normal
 * @param {number} start
 * @param {number} length
 */
function isWhole(normal, start, length) {
  const letter = /[a-z0-9]/;
  const first = normal.slice(start, start + 1);
  const last = normal.slice(start + length - 1, start + length);
  return (
    !(letter.test(first) && letter.test(normal.slice(Math.max(start - 1, 0), start))) &&
    !(letter.test(last) && letter.test(normal.slice(start + length, start + length + 1)))
  );
}

/**
 * @param {string} normal
 * @param {number} start
 * @param {number} end
 * @param {number} number
 * @returns {Generator<Span>}
 */
function* measured(normal, start, end, number) {
  const rest = normal.slice(end, end + 6);
  const between = /^ ?个?/.exec(rest)?.[0] ?? "";
  const unit = UNITS.find(([written]) => rest.startsWith(written, between.length) || rest.startsWith(written));
  if (!unit) return;
  const at = rest.startsWith(unit[0]) ? 0 : between.length;
  yield { start, end: end + at + unit[0].length, term: `${number}${unit[1]}` };
}

/**
 * The value of a Chinese numeral below a thousand.
 *
 * @param {string} numeral
 * @returns {number | undefined}
 */
function valued(numeral) {
  if (numeral === "半") return 0.5;
  let value = 0;
  let digit;
  for (const each of numeral.replaceAll("两", "二")) {
    const at = DIGITS.indexOf(each);
    if (at >= 0) digit = at;
    else if (each === "十" || each === "百") {
      value += (digit ?? 1) * (each === "十" ? 10 : 100);
      digit = undefined;
    } else return undefined;
  }
  return value + (digit ?? 0);
}
