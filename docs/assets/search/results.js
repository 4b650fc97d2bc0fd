/**
 * What the theme shows of an answer: its own result list, filled with clauses.
 *
 * @typedef {import("./lookup.js").Document} Document
 * @typedef {import("./lookup.js").Hit} Hit
 *
 * @typedef {object} Item a link of the list, as the theme takes it; title and text are HTML
 * @property {string} location
 * @property {string} title
 * @property {string} text
 * @property {number} score
 * @property {Record<string, boolean>} terms words that the page marks when it is opened
 */

import { Lookup } from "./lookup.js";

const SHOWN = 20;
const NAMED = 2;
const FIRST = 5; // clauses before anything that the question does not name
/**
 * How much of what was asked a document has: hardly anything, so that not even its topic is near; too
 * little to answer; enough to answer barely; enough to answer.
 */
const ANSWERED = { hardly: 0.1, barely: 0.3, quite: 0.42 };
const TOPICS = 3;
/** @type {Record<string, string>} */
const KINDS = {
  calculator: "计算器",
  checklist: "核对清单",
  conflict: "前后不一致",
  record: "记录",
  role: "岗位",
  system: "系统",
  term: "术语",
  topic: "主题",
};

/**
 * @param {import("./lookup.js").Data} data
 * @returns {(asked: string) => {items: Item[][]}}
 */
export function answering(data) {
  const results = new Results(data);
  return (asked) => ({ items: results.of(asked) });
}

class Results {
  #lookup;
  /** @type {Map<string, string>} */
  #titles = new Map();
  /** @type {Document[]} */
  #topics;

  /** @param {import("./lookup.js").Data} data */
  constructor(data) {
    this.#lookup = new Lookup(data);
    for (const { kind, at, title } of data.documents) {
      if (kind === "page" || kind === "calculator") this.#titles.set(at, title);
    }
    this.#topics = data.documents.filter(({ kind }) => kind === "topic");
  }

  /**
   * The groups of links that answer a question: one group an answer, the best first.
   *
   * @param {string} asked
   * @returns {Item[][]}
   */
  of(asked) {
    if (!asked.trim()) return [];
    const { question, hits } = this.#lookup.answer(asked);
    const best = Math.max(0, ...hits.map(({ share }) => share));
    if (best < ANSWERED.barely) return [this.#nothing(asked.trim(), hits)];
    const chosen = this.#mixed(hits.filter(({ share }) => share >= best / 3)).slice(0, SHOWN);
    const groups = chosen.map((hit) => this.#group(hit));
    const [first] = groups[0] ?? [];
    if (first && best < ANSWERED.quite) first.title = `<span class="search-near">${first.title}</span>`;
    return groups;
  }

  /**
   * The best clause, then what the question names (a role, a term, a list), then more clauses; what
   * else was found stands where it belongs from there on.
   *
   * @param {Hit[]} hits
   */
  #mixed(hits) {
    const first = hits.filter(({ document }) => document.kind === "clause").slice(0, FIRST);
    const rest = hits.filter((hit) => !first.includes(hit));
    const named = rest.filter((hit) => this.#isNamed(hit)).slice(0, NAMED);
    const others = rest.filter((hit) => !named.includes(hit));
    return [...first.slice(0, 1), ...named, ...first.slice(1), ...others];
  }

  /** @param {Hit} hit */
  #isNamed({ document: { kind, title }, terms }) {
    const [name = ""] = title.split(" · ");
    return kind !== "clause" && kind !== "page" && this.#places(name, terms).every(Boolean);
  }

  /** @param {Hit} hit */
  #group({ document, terms }) {
    const { kind, at, page, title, sentences = [], calculators = [] } = document;
    const [label] = [KINDS[kind]];
    const sentence = this.#best(sentences, terms);
    const found = this.#item(at, label ? `${label}：${title}` : title, sentence, terms);
    const group = [found];
    const above = this.#titles.get(page);
    if (above && page !== at) group.unshift(this.#item(page, above, "", new Set()));
    for (const each of calculators.slice(0, 1)) {
      group.push(this.#item(each, `算一算：${this.#titles.get(each)}`, "", new Set()));
    }
    return group;
  }

  /**
   * @param {string} location
   * @param {string} title
   * @param {string} text
   * @param {Set<string>} terms
   * @returns {Item}
   */
  #item(location, title, text, terms) {
    const marked = text && `<p>${this.#marked(text, terms)}</p>`;
    const words = Object.fromEntries(this.#words(`${title}\n${text}`, terms).map((word) => [word, true]));
    return { location, title: this.#marked(title, terms), text: marked, score: 1, terms: words };
  }

  /**
   * The sentence that has most of what was found.
   *
   * @param {string[]} sentences
   * @param {Set<string>} terms
   */
  #best(sentences, terms) {
    const had = sentences.map((sentence) => this.#places(sentence, terms).filter(Boolean).length);
    return sentences[had.indexOf(Math.max(...had))] ?? "";
  }

  /**
   * @param {string} asked
   * @param {Hit[]} hits
   */
  #nothing(asked, hits) {
    const some = hits.filter(({ share }) => share > ANSWERED.hardly).slice(0, SHOWN);
    const names = new Set(some.flatMap(({ document }) => document.names ?? []));
    const near = this.#topics.filter(({ title }) => names.has(title)).slice(0, TOPICS);
    const said = near.length ? "最接近的主题：" : "可以按主题找，或者换一个说法。";
    const none = this.#item("topics/", `手册里没有找到“${asked}”`, said, new Set());
    none.title = `<span class="search-nothing">${none.title}</span>`;
    return [none, ...near.map(({ at, title }) => this.#item(at, title, "", new Set()))];
  }

  /**
   * For each character of a text whether it belongs to what was found.
   *
   * @param {string} text
   * @param {Set<string>} terms
   */
  #places(text, terms) {
    const places = new Array(text.length).fill(false);
    for (const { start, end, term } of this.#lookup.analysis.spans(text)) {
      if (terms.has(term)) places.fill(true, start, end);
    }
    return places;
  }

  /**
   * @param {string} text
   * @param {Set<string>} terms
   */
  #marked(text, terms) {
    return runs(text, this.#places(text, terms))
      .map(({ run, found }) => (found ? `<mark>${escaped(run)}</mark>` : escaped(run)))
      .join("");
  }

  /**
   * @param {string} text
   * @param {Set<string>} terms
   */
  #words(text, terms) {
    const found = runs(text, this.#places(text, terms)).filter((each) => each.found);
    return [...new Set(found.map(({ run }) => run))].slice(0, 5);
  }
}

/**
 * A text in runs of characters that were found, and of others.
 *
 * @param {string} text
 * @param {boolean[]} places
 */
function runs(text, places) {
  /** @type {{run: string, found: boolean}[]} */
  const made = [];
  for (let start = 0, end = 1; start < text.length; start = end, end += 1) {
    const found = places[start] ?? false;
    while (end < text.length && places[end] === found) end += 1;
    made.push({ run: text.slice(start, end), found });
  }
  return made;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);
}
