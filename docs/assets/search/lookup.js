/**
 * Documents in the order in which they answer a question.
 *
 * @typedef {object} Document as macros/search/ writes it
 * @property {string} kind
 * @property {string} at
 * @property {string} title
 * @property {string} page
 * @property {string[]} [sentences]
 * @property {string[]} [names]
 * @property {string[]} [calculators]
 *
 * @typedef {object} Data
 * @property {Document[]} documents
 * @property {string[]} groups
 * @property {string} simplified
 * @property {Record<string, string>} sounds
 *
 * @typedef {{document: Document, score: number, share: number, terms: Set<string>}} Hit `share` is how
 *   much of what was asked it has, from 0 to 1
 */

import MiniSearch from "minisearch";
import { Analysis } from "./analysis.js";
import { ALONE_TELLS, Question } from "./question.js";
import { Vocabulary } from "./vocabulary.js";

const BOOST = { title: 1.5, text: 1, names: 0.5 };
const APART = "\n";

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
  #terms({ title, sentences = [], names = [] }) {
    /** @type {(text: string, weight: number) => string} */
    const terms = (text, weight) => {
      const found = [...this.#analysis.spans(text)].map(({ term }) => term);
      this.#vocabulary.add(this.#analysis.normal(text), new Set(found), weight);
      return found.join(APART);
    };
    return {
      title: terms(title, 4),
      text: terms(sentences.join("\n"), 1),
      names: terms(names.join("\n"), 1),
    };
  }

  /**
   * @param {string} asked
   * @returns {{question: Question, hits: Hit[]}}
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
    const hits = found.map(({ id, score, queryTerms }) => {
      const terms = new Set(queryTerms);
      const document = /** @type {Document} */ (this.#documents[id]);
      const share = this.#share(question, terms);
      return { document, score: score * (0.1 + share), share, terms };
    });
    return { question, hits: hits.sort((a, b) => b.score - a.score) };
  }

  /**
   * How much of what was asked some terms are: each place of the question counts for what the rarest
   * term there tells, a character by itself for little.
   *
   * @param {Question} question
   * @param {Set<string>} terms
   */
  #share(question, terms) {
    const rare = Math.log(this.#documents.length);
    /** @type {Map<number, number>} */
    const whole = new Map();
    /** @type {Map<number, number>} */
    const had = new Map();
    for (const place of question.content) whole.set(place, 0);
    for (const { start, end, term, tells } of question.parts) {
      const told = tells * Math.max(0.3, rare - Math.log(1 + this.#vocabulary.frequency(term)));
      for (let at = start; at < end; at += 1) {
        if (tells > ALONE_TELLS) whole.set(at, Math.max(whole.get(at) ?? 0, told));
        if (terms.has(term)) had.set(at, Math.max(had.get(at) ?? 0, told));
      }
    }
    let [all, found] = [0, 0];
    for (const [place, told] of whole) {
      if (!question.content.has(place)) continue;
      all += told || rare;
      found += Math.min(had.get(place) ?? 0, told || rare);
    }
    return all ? found / all : 0;
  }
}
