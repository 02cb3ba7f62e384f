/**
 * From clauses to runs of postings. Rarity is measured over all levels together, so a plan is made once per query; each
 * level then has its own runs. A word that nothing matches as written is tried as a beginning, and that is reported.
 */
import { prefixAlternative } from "../query/index.ts"
import { multiplierOf } from "../scoring.ts"
import { type Alternative, type Clause, type ParsedQuery, searchFields } from "../search-index.ts"
import { expandPrefix } from "./expand-prefix.ts"
import type { Run } from "./run.ts"
import type { View } from "./view.ts"
import { wordsInstead } from "./words-instead.ts"

/** A clause in one level. Within a conjunct the best run counts; all conjuncts must match (a phrase has one per word). */
export interface LevelClause {
  readonly clause: Clause
  readonly conjuncts: readonly (readonly Run[])[]
  /** Fields that count, as a mask. */
  readonly fields: number
  /** Term numbers of the phrase; empty for a word, absent where a word of it is unknown here. */
  readonly phrase?: readonly number[]
}

export interface Plan {
  /** Per level of the view. */
  readonly levels: readonly (readonly LevelClause[])[]
  readonly alsoSearched: readonly { readonly word: string; readonly instead: readonly string[] }[]
}

const allFields = (1 << searchFields.length) - 1
const shortestGuess = 3

export function planQuery(query: ParsedQuery, view: View): Plan {
  const alsoSearched: { word: string; instead: readonly string[] }[] = []
  const perClause = query.clauses.map((clause) => {
    if (clause.kind === "phrase") return planPhrase(clause, view)
    const { runs, instead } = planWord(clause, view)
    if (instead.length > 0 && !clause.negated) alsoSearched.push({ word: clause.shown, instead })
    return runs.map((ofLevel) => ({ clause, conjuncts: [ofLevel], fields: fieldsOf(clause) }))
  })
  return { levels: view.levels.map((_, level) => perClause.map((levels) => levels[level]!)), alsoSearched }
}

function fieldsOf({ field }: Clause): number {
  return field ? 1 << searchFields.indexOf(field) : allFields
}

type WordClause = Extract<Clause, { kind: "word" }>
type RunsPerLevel = readonly (readonly Run[])[]

function planWord(clause: WordClause, view: View): { runs: RunsPerLevel; instead: readonly string[] } {
  const runs = runsOf(clause.alternatives, view)
  const exact = clause.alternatives[0]!
  const asTyped = clause.negated || clause.alternatives.some(({ prefix }) => prefix) || known(exact, view)
  if (asTyped) return { runs, instead: [] }
  if (runs.some(({ length }) => length > 0)) return { runs, instead: wordsInstead(runs, view) }
  if (exact.term.length < shortestGuess) return { runs, instead: [] }
  const guessed = runsOf([prefixAlternative(exact.term)], view)
  return { runs: guessed, instead: wordsInstead(guessed, view) }
}

function known({ term }: Alternative, view: View): boolean {
  return view.levels.some(({ segment }) => segment.terms.find(term) !== -1)
}

function runsOf(alternatives: readonly Alternative[], view: View): RunsPerLevel {
  const levels: Run[][] = view.levels.map(() => [])
  for (const alternative of alternatives) {
    const terms = view.levels.map(({ segment }) => termsOf(alternative, segment.terms.find(alternative.term)))
    const found = alternative.prefix ? expandPrefix(alternative.term, view) : terms
    const counts = found.map((numbers, level) =>
      numbers.map((term) => view.levels[level]!.segment.postings.counts[term]!),
    )
    const matching = Math.min(
      view.stored,
      counts.flat().reduce((sum, count) => sum + count, 0),
    )
    const multiplier = multiplierOf(alternative.weight, matching, view.stored)
    for (const [level, numbers] of found.entries()) {
      const { starts, counts: lengths } = view.levels[level]!.segment.postings
      for (const term of numbers) {
        const start = starts[term]!
        const run: Run = { term, start, end: start + lengths[term]!, multiplier, alternative }
        addRun(levels[level]!, run)
      }
    }
  }
  return levels
}

function termsOf(alternative: Alternative, found: number): readonly number[] {
  return found === -1 || alternative.prefix ? [] : [found]
}

// A stem of one word shares that word's postings: reading them twice would change nothing.
function addRun(runs: Run[], run: Run): void {
  const same = runs.findIndex(({ start, end }) => start === run.start && end === run.end)
  if (same === -1) runs.push(run)
  else if (runs[same]!.multiplier < run.multiplier) runs[same] = run
}

function planPhrase(clause: Extract<Clause, { kind: "phrase" }>, view: View): readonly LevelClause[] {
  const words = [...new Set(clause.terms)]
  const runs = words.map((term) => runsOf([{ term, weight: 1, why: "exact" }], view))
  return view.levels.map(({ segment }, level) => {
    const phrase = clause.terms.map((term) => segment.terms.find(term))
    return {
      clause,
      conjuncts: runs.map((levels) => levels[level]!),
      fields: fieldsOf(clause),
      ...(phrase.includes(-1) ? {} : { phrase }),
    }
  })
}
