/**
 * Documents in the order in which they answer a question.
 *
 * @typedef {object} Document as macros/search/ writes it
 * @property {string} kind
 * @property {string} at
 * @property {string} title
 * @property {string} [english]
 * @property {string} page
 * @property {string[]} [sentences]
 * @property {string[]} [names]
 * @property {string} [calculator]
 *
 * @typedef {{most: number, terms: string[]}} Place a place of a question: what can be had there, by what
 *
 * @typedef {object} Data
 * @property {Document[]} documents
 * @property {string[]} groups
 * @property {string} simplified
 * @property {Record<string, string>} sounds
 *
 * @typedef {{document: Document, score: number, share: number, terms: Map<string, number>}} Hit `share`
 *   is how much of what was asked it has, from 0 to 1; `terms` are what of it was found, with what
 *   each tells
 */

import MiniSearch from "minisearch";
import { Analysis, RUN } from "./analysis.js";
import { ALONE_TELLS, Question } from "./question.js";
import { Vocabulary } from "./vocabulary.js";

const BOOST = { title: 1.5, text: 1, names: 0.5 };
const APART = "\n";
const WEIGHED = 300; // documents that are weighed again by how much of the question they have
const LEAST = 0.3; // what a term tells that is everywhere
const ENOUGH = 40; // what some six characters tell that the handbook has once
const KEEPS = 0.1; // of its score, a document that has next to nothing of the question

export class Lookup {
  /** @type {MiniSearch} */
  #index;
  #analysis;
  #vocabulary;
  #documents;

  /** @param {Data} data */
  constructor(data) {
    this.#documents = data.documents;
    this.#analysis = new Analysis(data.groups, data.simplified);
    this.#vocabulary = new Vocabulary(data.sounds);
    this.#index = new MiniSearch({
      fields: Object.keys(BOOST),
      idField: "at",
      tokenize: (text) => text.split(APART),
      processTerm: (term) => term || null,
      extractField: (document, field) => document[field],
      searchOptions: { boost: BOOST },
    });
    this.#index.addAll(data.documents.map((document, at) => ({ at, ...this.#terms(document) })));
    for (const word of this.#analysis.words) {
      const terms = new Set([...this.#analysis.spans(word)].map(({ term }) => term));
      this.#vocabulary.add(word, terms, 0);
    }
  }

  get analysis() {
    return this.#analysis;
  }

  /** @param {Document} document */
  #terms({ at: address, title, english = "", sentences = [], names = [] }) {
    const [, anchor = ""] = address.split("#");
    /** @type {(text: string, weight: number) => string} */
    const terms = (text, weight) => {
      const found = [...this.#analysis.spans(text)].map(({ term }) => term);
      this.#vocabulary.add(this.#analysis.normal(text), new Set(found), weight);
      return found.join(APART);
    };
    return {
      title: terms(title, 4),
      text: terms(sentences.join("\n"), 1),
      names: [terms(names.join("\n"), 1), ...this.#plain(`${english} ${anchor}`)].join(APART),
    };
  }

  /**
   * The words of an English name and a clause's anchor, in no group: "absence without leave" is no leave.
   *
   * @param {string} text
   */
  #plain(text) {
    const found = this.#analysis.normal(text).match(RUN) ?? [];
    this.#vocabulary.add(text, new Set(found), 1);
    return found;
  }

  /**
   * @param {string} asked
   * @returns {Hit[]}
   */
  answer(asked) {
    const question = new Question(asked, this.#analysis, this.#vocabulary);
    /** @type {Map<string, number>} */
    const weights = new Map();
    for (const { term, weight } of question.parts) {
      weights.set(term, Math.max(weight, weights.get(term) ?? 0));
    }
    const found = this.#index.search([...weights.keys()].join(APART), {
      boostTerm: (term) => weights.get(term) ?? 0,
    });
    const told = this.#told(question);
    const places = this.#places(question, told);
    const hits = found.slice(0, WEIGHED).map(({ id, score, queryTerms }) => {
      const document = /** @type {Document} */ (this.#documents[id]);
      const terms = new Map(queryTerms.map((term) => [term, told.get(term) ?? 0]));
      const share = shared(places, terms);
      return { document, score: score * (KEEPS + share), share, terms };
    });
    return hits.sort((a, b) => b.score - a.score);
  }

  /**
   * What each term of a question tells: the rarer, the more.
   *
   * @param {Question} question
   */
  #told(question) {
    /** @type {Map<string, number>} */
    const told = new Map();
    for (const { term, tells } of question.parts) {
      const rarity = Math.max(LEAST, this.#rarest - Math.log(1 + this.#vocabulary.frequency(term)));
      told.set(term, Math.max(told.get(term) ?? 0, tells * rarity));
    }
    return told;
  }

  /**
   * What can be had at each place of a question: what the rarest term there tells; where the handbook
   * has none but a character by itself, as much as any.
   *
   * @param {Question} question
   * @param {Map<string, number>} told
   * @returns {Place[]}
   */
  #places({ content, parts }, told) {
    return [...content].map((place) => {
      const here = parts.filter(({ start, end }) => start <= place && place < end);
      const whole = here.filter(({ tells }) => tells > ALONE_TELLS);
      const most = Math.max(0, ...whole.map(({ term }) => told.get(term) ?? 0));
      return { most: most || this.#rarest, terms: here.map(({ term }) => term) };
    });
  }

  get #rarest() {
    return Math.log(this.#documents.length);
  }
}

/**
 * How much of a question some terms are. A long one need not be had to its end.
 *
 * @param {Place[]} places
 * @param {Map<string, number>} terms
 */
function shared(places, terms) {
  let [whole, had] = [0, 0];
  for (const { most, terms: here } of places) {
    whole += most;
    had += Math.min(most, Math.max(0, ...here.map((term) => terms.get(term) ?? 0)));
  }
  return whole ? Math.min(1, had / Math.min(whole, ENOUGH)) : 0;
}
