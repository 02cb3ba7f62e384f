/** Why a hit is one: for each clause its best alternative, and the first field where that stands. */
import { stemMark } from "../query/index.ts"
import { searchFields, type Why } from "../search-index.ts"
import { phraseField } from "../segment/streams.ts"
import { seek } from "./match-clauses.ts"
import type { LevelClause } from "./plan.ts"
import type { Run } from "./run.ts"
import type { Ranked } from "./top-hits.ts"

export function whyOf(hit: Ranked, clauses: readonly LevelClause[]): readonly Why[] {
  return clauses
    .filter(({ clause }) => !clause.negated)
    .flatMap((clause) => (clause.phrase ? phraseWhy(hit, clause) : wordWhy(hit, clause)))
}

function phraseWhy({ level: { segment }, document }: Ranked, { clause, phrase, fields }: LevelClause): readonly Why[] {
  const { stream, streamStarts } = segment
  const field = phraseField(stream, streamStarts[document]!, streamStarts[document + 1]!, phrase!, fields)
  return field === undefined ? [] : [{ field: searchFields[field]!, word: clause.shown, kind: "exact" }]
}

function wordWhy(hit: Ranked, { clause, conjuncts, fields }: LevelClause): readonly Why[] {
  const { terms, postings } = hit.level.segment
  let best: { run: Run; mask: number; gain: number } | undefined
  for (const run of conjuncts[0]!) {
    const at = seek(postings.documents, hit.document, run.start, run.end)
    if (at >= run.end || postings.documents[at] !== hit.document) continue
    const mask = postings.masks[at]! & fields
    const gain = postings.impacts[at]! * run.multiplier
    if (mask !== 0 && gain > (best?.gain ?? 0)) best = { run, mask, gain }
  }
  if (!best) return []
  const field = searchFields[31 - Math.clz32(best.mask & -best.mask)]!
  const { why } = best.run.alternative
  const term = terms.at(best.run.term)
  return [{ field, word: why === "exact" || term.startsWith(stemMark) ? clause.shown : term, kind: why }]
}
