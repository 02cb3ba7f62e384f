import { isArabic, stemOf } from "../analysis/index.ts"
import type { Alternative } from "../search-index.ts"

/** Stems stand in the term dictionary beside words, marked so that no word can equal one. */
export const stemMark = "~"

export function stemTerm(stem: string): string {
  return stemMark + stem
}

const weights = { exact: 1, conjoined: 0.9, stem: 0.7, prefix: 0.5, shortPrefix: 0.3 }

/** The ways in which a word may be met, best first. Synonyms, translations and typos join here. */
export function alternativesOf(term: string): readonly Alternative[] {
  const written: Alternative[] = [
    { term, weight: weights.exact, why: "exact" },
    { term: stemTerm(stemOf(term)), weight: weights.stem, why: "stem" },
  ]
  return isArabic(term) ? [...written, ...withConjunction(term)] : written
}

// "And" is written onto its word in Arabic. Taking it off while indexing would maul the many words that begin with و
// (ministry, national, governorate), so the query asks for the joined form as well.
function withConjunction(term: string): readonly Alternative[] {
  const joined = `و${term}`
  return [{ term: joined, weight: weights.conjoined, why: "stem" }]
}

export function prefixAlternative(term: string): Alternative {
  return { term, weight: term.length > 2 ? weights.prefix : weights.shortPrefix, why: "prefix", prefix: true }
}
