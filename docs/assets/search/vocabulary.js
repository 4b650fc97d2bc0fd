/**
 * The terms that the handbook has, how often, and which of them sound like what was typed.
 *
 * @typedef {{text: string, score: number}} Reading a way to read letters as pinyin
 */

const KEPT = 30; // readings of the letters so far that may still become the best one
const LONGEST = 6; // letters of a syllable: zhuang
const MOST = 60; // letters that are read as pinyin: twenty syllables are a sentence
const TRIED = 30; // ways to divide letters into syllables
const BROKEN = 2; // what it costs a reading to begin a new word

export class Vocabulary {
  /** In how many documents a term stands; titles count more. @type {Map<string, number>} */
  #frequency = new Map();
  /** The syllables that there are. @type {Set<string>} */
  #known;
  /** Those of each character. @type {Map<string, string[]>} */
  #syllables = new Map();
  /** All that is written in the handbook, in the form that is compared. */
  #texts = "";
  /** @type {Map<string, string[]> | undefined} */
  #bySound;

  /** @param {Record<string, string>} sounds the characters of each syllable */
  constructor(sounds) {
    for (const [syllable, characters] of Object.entries(sounds)) {
      for (const each of characters) {
        const known = this.#syllables.get(each);
        if (known) known.push(syllable);
        else this.#syllables.set(each, [syllable]);
      }
    }
    this.#known = new Set(Object.keys(sounds));
  }

  /**
   * Take in a text and its terms; those of titles weigh more.
   *
   * @param {string} text
   * @param {Set<string>} terms
   * @param {number} weight
   */
  add(text, terms, weight) {
    this.#texts += `${text}\n`;
    for (const term of terms) this.#frequency.set(term, this.frequency(term) + weight);
  }

  /** @param {string} term */
  has(term) {
    return this.#frequency.has(term);
  }

  /** @param {string} term */
  frequency(term) {
    return this.#frequency.get(term) ?? 0;
  }

  /**
   * Latin words that begin so, as far as they are typed.
   *
   * @param {string} letters
   */
  beginning(letters) {
    if (!/^[a-z]{2}/.test(letters)) return [];
    return [...this.#frequency.keys()].filter((term) => term.startsWith(letters) && /^[a-z]/.test(term));
  }

  /**
   * The pair of characters that was meant by one that the handbook does not have: it sounds the same,
   * and differs in one character.
   *
   * @param {string} pair
   * @param {string} before the character before it, if any, with which it must be a pair, too
   * @param {string} after the one after it
   */
  meant(pair, before, after) {
    const [first = "", second = ""] = pair;
    let best = "";
    let most = 0;
    for (const key of this.#keys(first, second)) {
      for (const each of this.#sounding().get(key) ?? []) {
        if (each[0] !== first && each[1] !== second) continue;
        if ((before && !this.has(before + each[0])) || (after && !this.has(each[1] + after))) continue;
        const likely = this.frequency(each);
        if (likely > most) [best, most] = [each, likely];
      }
    }
    return best;
  }

  /**
   * The words that letters may be the pinyin or the initials of.
   *
   * @param {string} letters
   * @returns {string | undefined}
   */
  sounding(letters) {
    if (letters.length > MOST) return undefined;
    let best;
    let tried = 0;
    for (const units of this.#divided(letters)) {
      tried += 1;
      if (tried > TRIED) break;
      const read = this.#read(units, false);
      if (read && (!best || read.score > best.score)) best = read;
    }
    best ??= this.#read([...letters], true);
    return best?.text;
  }

  /**
   * The ways to divide letters into syllables, the longest syllables first.
   *
   * @param {string} letters
   * @param {Set<number>} stuck how many letters are left where no syllable fits any more
   * @returns {Generator<string[]>}
   */
  *#divided(letters, stuck = new Set()) {
    if (!letters) yield [];
    if (!letters || stuck.has(letters.length)) return;
    let fits = false;
    for (let length = Math.min(LONGEST, letters.length); length > 0; length -= 1) {
      const syllable = letters.slice(0, length);
      if (!this.#known.has(syllable)) continue;
      for (const rest of this.#divided(letters.slice(length), stuck)) {
        fits = true;
        yield [syllable, ...rest];
      }
    }
    if (!fits) stuck.add(letters.length);
  }

  /**
   * @param {string[]} units syllables, or letters that syllables begin with
   * @param {boolean} areInitials
   * @returns {Reading | undefined}
   */
  #read(units, areInitials) {
    const sounding = this.#sounding();
    const mark = areInitials ? "-" : " ";
    const [first = "", second] = units;
    if (second === undefined) return areInitials ? undefined : this.#character(first);
    /** @param {number} at */
    const pairs = (at) => sounding.get(`${units[at]}${mark}${units[at + 1]}`) ?? [];
    /** Readings of the units up to each place. @type {Reading[][]} */
    const readings = units.map(() => []);
    for (const pair of pairs(0)) readings[1]?.push({ text: pair, score: this.#likely(pair) });
    for (let at = 1; at < units.length - 1; at += 1) {
      const best = (readings[at] ?? []).sort((a, b) => b.score - a.score).slice(0, KEPT);
      for (const { text, score } of best) {
        for (const pair of pairs(at)) {
          if (pair[0] !== text.at(-1)) continue;
          readings[at + 1]?.push({ text: text + pair[1], score: score + this.#likely(pair) });
        }
        for (const pair of pairs(at + 1).slice(0, KEPT)) {
          readings[at + 2]?.push({ text: text + pair, score: score + this.#likely(pair) - BROKEN });
        }
      }
    }
    const best = (readings.at(-1) ?? []).sort((a, b) => b.score - a.score);
    const written = best.find(({ text }) => this.#texts.includes(text));
    return written ?? (areInitials ? undefined : best[0]);
  }

  /**
   * @param {string} syllable
   * @returns {Reading | undefined}
   */
  #character(syllable) {
    const known = [...this.#frequency.keys()].filter(
      (term) => term.length === 1 && this.#syllables.get(term)?.includes(syllable),
    );
    const [text] = known.sort((a, b) => this.frequency(b) - this.frequency(a));
    return text ? { text, score: 0 } : undefined;
  }

  /** @param {string} pair */
  #likely(pair) {
    return Math.log(1 + this.frequency(pair));
  }

  /**
   * The pairs of characters that the handbook has, by their syllables ("chi dao") and initials ("c-d").
   */
  #sounding() {
    if (this.#bySound) return this.#bySound;
    /** @type {Map<string, string[]>} */
    const found = new Map();
    for (const pair of this.#frequency.keys()) {
      if (!/^\p{Script=Han}{2}$/u.test(pair)) continue;
      const [first = "", second = ""] = pair;
      for (const key of new Set([...this.#keys(first, second)].flatMap((key) => [key, initials(key)]))) {
        const known = found.get(key);
        if (known) known.push(pair);
        else found.set(key, [pair]);
      }
    }
    for (const pairs of found.values()) pairs.sort((a, b) => this.frequency(b) - this.frequency(a));
    this.#bySound = found;
    return found;
  }

  /**
   * @param {string} first
   * @param {string} second
   */
  *#keys(first, second) {
    for (const before of this.#syllables.get(first) ?? []) {
      for (const after of this.#syllables.get(second) ?? []) yield `${before} ${after}`;
    }
  }
}

/** @param {string} key two syllables */
function initials(key) {
  const [first = "", second = ""] = key.split(" ");
  return `${first[0]}-${second[0]}`;
}
