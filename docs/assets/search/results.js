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
 *
 * @typedef {Hit["terms"]} Terms
 */

import { Lookup } from "./lookup.js";

const SHOWN = 20;
const READ = 200; // characters of a question: what is pasted by mistake must not hold up the next one
const QUOTED = 30;
const NAMED = 2;
const FIRST = 5; // clauses before anything that the question does not name
const TOPICS = 2;
/** How much of what was asked the best has: less is no answer, not quite one, a topic that is not near. */
const NO_ANSWER = 0.2;
const NOT_QUITE = 0.42;
const NOT_NEAR = 0.12;
const WORDS = 5; // that the page marks
/** @type {Record<string, string>} */
const KINDS = {
  calculator: "计算器",
  checklist: "核对清单",
  conflict: "前后不一致",
  page: "页面",
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
  /** @type {Map<string, Document>} */
  #topics = new Map();

  /** @param {import("./lookup.js").Data} data */
  constructor(data) {
    this.#lookup = new Lookup(data);
    for (const document of data.documents) {
      const { kind, page, title } = document;
      if (kind === "page" || kind === "calculator") this.#titles.set(page, title);
      if (kind === "topic") this.#topics.set(title, document);
    }
  }

  /**
   * The groups of links that answer a question: one group an answer, the best first.
   *
   * @param {string} asked
   * @returns {Item[][]}
   */
  of(asked) {
    const question = asked.trim().slice(0, READ);
    if (!question) return [];
    const hits = this.#lookup.answer(question);
    const best = Math.max(0, ...hits.map(({ share }) => share));
    if (best < NO_ANSWER) return this.#nothing(question, hits);
    const chosen = this.#mixed(hits.filter(({ share }) => share >= best / 3)).slice(0, SHOWN);
    const groups = chosen.map((hit) => this.#group(hit));
    const [first] = groups[0]?.slice(-1) ?? [];
    if (first && best < NOT_QUITE) first.title = `<span class="search-near">${first.title}</span>`;
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
    return kind !== "clause" && this.#places(title, terms).every(Boolean);
  }

  /**
   * A clause with its calculator below it. The theme shows the last link first where each has an
   * anchor.
   *
   * @param {Hit} hit
   */
  #group({ document, terms }) {
    const { kind, at, page, title, english, sentences = [], calculator } = document;
    const label = KINDS[kind];
    const where = label ? "" : (this.#titles.get(page) ?? "");
    const name = `${label ? `${label}：` : ""}${title}${english ? ` · ${english}` : ""}`;
    const found = this.#item(at, where, name, this.#best(sentences, terms), terms);
    if (!calculator) return [found];
    const named = this.#titles.get(calculator.split("#")[0] ?? "") ?? "";
    return [this.#item(calculator, "", `算一算：${named}`, "", new Map()), found];
  }

  /**
   * @param {string} location
   * @param {string} where the page that it stands on
   * @param {string} name
   * @param {string} sentence
   * @param {Terms} terms
   * @returns {Item}
   */
  #item(location, where, name, sentence, terms) {
    const lines = [
      where && `<span class="search-where">${escaped(where)}</span>`,
      `<span class="search-name">${this.#marked(name, terms)}</span>`,
      sentence && `<span class="search-sentence">${this.#marked(sentence, terms)}</span>`,
    ];
    const words = Object.fromEntries(this.#words(sentence || name, terms).map((each) => [each, true]));
    return { location, title: lines.filter(Boolean).join(" "), text: "", score: 1, terms: words };
  }

  /**
   * The sentence that tells most of what was found, each term once.
   *
   * @param {string[]} sentences
   * @param {Terms} terms
   */
  #best(sentences, terms) {
    const told = sentences.map((sentence) => {
      const found = new Set([...this.#lookup.analysis.spans(sentence)].map(({ term }) => term));
      return [...found].reduce((sum, term) => sum + (terms.get(term) ?? 0), 0);
    });
    return sentences[told.indexOf(Math.max(...told))] ?? "";
  }

  /**
   * @param {string} question
   * @param {Hit[]} hits
   */
  #nothing(question, hits) {
    const quoted = question.length > QUOTED ? `${question.slice(0, QUOTED)}…` : question;
    const said = `手册里没有找到“${quoted}”`;
    const none = this.#item("topics/", "", said, "可以按主题找，或者换一个说法。", new Map());
    none.title = `<span class="search-nothing">${none.title}</span>`;
    const near = hits.filter(({ share }) => share > NOT_NEAR).flatMap(({ document }) => document.names ?? []);
    const topics = [...new Set(near)].flatMap((name) => this.#topics.get(name) ?? []);
    const links = topics.slice(0, TOPICS).map(({ at, title }) =>
      this.#item(at, "", `最接近的主题：${title}`, "", new Map()),
    );
    return [[none], ...links.map((each) => [each])];
  }

  /**
   * For each character of a text whether it belongs to what was found.
   *
   * @param {string} text
   * @param {Terms} terms
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
   * @param {Terms} terms
   */
  #marked(text, terms) {
    return runs(text, this.#places(text, terms))
      .map(({ run, found }) => (found ? `<mark>${escaped(run)}</mark>` : escaped(run)))
      .join("");
  }

  /**
   * What the page marks when it is opened.
   *
   * @param {string} text
   * @param {Terms} terms
   */
  #words(text, terms) {
    const found = runs(text, this.#places(text, terms)).filter((each) => each.found);
    return [...new Set(found.map(({ run }) => run))].filter((run) => run.length > 1).slice(0, WORDS);
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
