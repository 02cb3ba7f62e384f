/**
 * The hits of the clauses in one level. The shortest conjunct is read whole; each further one is laid over the hits so
 * far, galloping where it is much longer than they are. Then phrases are checked on what is left, and the negated
 * clauses take theirs away. Cost: about the length of the shortest conjunct times the number of conjuncts.
 */
import { hasPhrase } from "../segment/streams.ts"
import type { LevelClause } from "./plan.ts"
import type { Run } from "./run.ts"
import type { Scratch } from "./scratch.ts"
import type { Level } from "./view.ts"

interface Conjunct {
  readonly runs: readonly Run[]
  readonly fields: number
  readonly length: number
}

/** Writes documents (ascending) and scores to the scratch; answers how many. */
export function matchClauses(level: Level, clauses: readonly LevelClause[], scratch: Scratch): number {
  const wanted = clauses.filter(({ clause }) => !clause.negated)
  const conjuncts = wanted.flatMap(conjunctsOf).sort((left, right) => left.length - right.length)
  if (conjuncts[0]?.length === 0) return 0
  let count = conjuncts.length === 0 ? everything(level, scratch) : readConjunct(level, conjuncts[0]!, scratch)
  for (const conjunct of conjuncts.slice(1)) count = intersect(level, conjunct, count, scratch)
  for (const clause of wanted) if (clause.clause.kind === "phrase") count = keepPhrase(level, clause, count, scratch)
  for (const clause of clauses) if (clause.clause.negated) count = subtract(level, clause, count, scratch)
  return count
}

function conjunctsOf({ conjuncts, fields }: LevelClause): readonly Conjunct[] {
  return conjuncts.map((runs) => ({ runs, fields, length: runs.reduce((sum, { start, end }) => sum + end - start, 0) }))
}

function everything({ segment }: Level, { documents, scores }: Scratch): number {
  for (let document = 0; document < segment.length; document++) documents[document] = document
  scores.fill(0, 0, segment.length)
  return segment.length
}

function readConjunct(level: Level, { runs, fields }: Conjunct, scratch: Scratch): number {
  return runs.length === 1 ? readRun(level, runs[0]!, fields, scratch) : uniteRuns(level, runs, fields, scratch)
}

function readRun({ segment: { postings } }: Level, run: Run, fields: number, { documents, scores }: Scratch): number {
  let count = 0
  for (let at = run.start; at < run.end; at++) {
    if ((postings.masks[at]! & fields) === 0) continue
    documents[count] = postings.documents[at]!
    scores[count++] = postings.impacts[at]! * run.multiplier
  }
  return count
}

/** Several runs at once: best gain per document, documents put in order by their bits. */
function uniteRuns({ segment: { postings } }: Level, runs: readonly Run[], fields: number, scratch: Scratch): number {
  const { sums, bits, documents, scores } = scratch
  for (const { start, end, multiplier } of runs) {
    for (let at = start; at < end; at++) {
      if ((postings.masks[at]! & fields) === 0) continue
      const document = postings.documents[at]!
      const gain = postings.impacts[at]! * multiplier
      const known = sums[document]!
      if (known === 0) bits.add(document)
      if (gain > known) sums[document] = gain
    }
  }
  const count = bits.writeTo(documents)
  bits.clear()
  for (let i = 0; i < count; i++) {
    scores[i] = sums[documents[i]!]!
    sums[documents[i]!] = 0
  }
  return count
}

function intersect(level: Level, conjunct: Conjunct, count: number, scratch: Scratch): number {
  gainsOf(level, conjunct, count, scratch)
  const { documents, scores, gains } = scratch
  let kept = 0
  for (let i = 0; i < count; i++) {
    if (gains[i] === 0) continue
    documents[kept] = documents[i]!
    scores[kept++] = scores[i]! + gains[i]!
  }
  return kept
}

function subtract(level: Level, clause: LevelClause, count: number, scratch: Scratch): number {
  const { documents, scores, failures } = scratch
  failures.fill(0, 0, count)
  const conjuncts = conjunctsOf(clause)
  for (const conjunct of conjuncts) {
    gainsOf(level, conjunct, count, scratch)
    for (let i = 0; i < count; i++) if (scratch.gains[i] !== 0) failures[i]!++
  }
  let kept = 0
  for (let i = 0; i < count; i++) {
    const document = documents[i]!
    const matches =
      failures[i] === conjuncts.length && (clause.clause.kind === "word" || standsIn(level, clause, document))
    if (matches) continue
    documents[kept] = document
    scores[kept++] = scores[i]!
  }
  return kept
}

function keepPhrase(level: Level, clause: LevelClause, count: number, { documents, scores }: Scratch): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    if (!standsIn(level, clause, documents[i]!)) continue
    documents[kept] = documents[i]!
    scores[kept++] = scores[i]!
  }
  return kept
}

function standsIn({ segment }: Level, { phrase, fields }: LevelClause, document: number): boolean {
  if (!phrase) return false
  const { stream, streamStarts } = segment
  return hasPhrase(stream, streamStarts[document]!, streamStarts[document + 1]!, phrase, fields)
}

function gainsOf(level: Level, { runs, fields }: Conjunct, count: number, scratch: Scratch): void {
  scratch.gains.fill(0, 0, count)
  for (const run of runs) addGains(level, run, fields, count, scratch)
}

const gallopFrom = 16

function addGains({ segment: { postings } }: Level, run: Run, fields: number, count: number, scratch: Scratch): void {
  const { documents: listed, impacts, masks } = postings
  const { documents, gains } = scratch
  const gallop = run.end - run.start > count * gallopFrom
  let at = run.start
  for (let i = 0; i < count && at < run.end; i++) {
    const document = documents[i]!
    if (gallop) at = seek(listed, document, at, run.end)
    else while (at < run.end && listed[at]! < document) at++
    if (at >= run.end || listed[at] !== document || (masks[at]! & fields) === 0) continue
    const gain = impacts[at]! * run.multiplier
    if (gain > gains[i]!) gains[i] = gain
  }
}

/** First place in `list` from `from` on that is not before `document`: doubling steps, then halving. */
export function seek(list: Uint32Array, document: number, from: number, end: number): number {
  let step = 1
  let low = from
  while (low + step < end && list[low + step]! < document) {
    low += step
    step <<= 1
  }
  let high = Math.min(end, low + step + 1)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]! < document) low = middle + 1
    else high = middle
  }
  return low
}
