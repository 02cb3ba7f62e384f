/**
 * Postings: for each term the documents that hold it, ascending, with the impact there and the fields as a mask. A stem's
 * postings are the union of those of its words (impacts added, fields joined); a stem of one word shares that word's run,
 * which is so for most, so stems cost little.
 */
import { stemOf } from "../analysis/index.ts"
import { stemTerm } from "../query/index.ts"
import { highestImpact, impactOf, occurrenceWeight } from "../scoring.ts"
import { searchFields } from "../search-index.ts"
import { DocumentBits } from "./documents.ts"
import { Growable } from "./growable.ts"
import type { SectionArray } from "./sections.ts"
import { isTextMark, markedField } from "./streams.ts"
import { StringTable } from "./string-table.ts"

interface Streams {
  readonly terms: readonly string[]
  readonly stream: Uint32Array
  readonly starts: readonly number[]
  /** Documents in their final order. */
  readonly order: Uint32Array
}

interface Dictionary {
  readonly table: StringTable
  /** Final number of each term as first numbered. */
  readonly renumbered: Uint32Array
  /** Final number of each stem, with the final numbers of its words. */
  readonly stems: readonly { readonly number: number; readonly words: readonly number[] }[]
}

export function buildPostings(streams: Streams, sections: Map<string, SectionArray>): void {
  const dictionary = buildDictionary(streams.terms)
  const log = logOccurrences(streams)
  const postings = new Postings(dictionary.table.length, streams.order.length)
  postings.scatter(log, dictionary.renumbered)
  for (const { number, words } of dictionary.stems) postings.unite(number, words)
  sections.set("terms.starts", dictionary.table.starts)
  sections.set("terms.units", dictionary.table.units)
  postings.writeTo(sections)
  writeStreams(streams, dictionary.renumbered, sections)
}

function buildDictionary(terms: readonly string[]): Dictionary {
  const wordsByStem = Map.groupBy(
    terms.map((_, number) => number),
    (number) => stemTerm(stemOf(terms[number]!)),
  )
  const names = [...terms, ...wordsByStem.keys()].sort()
  const numbers = new Map(names.map((name, number) => [name, number]))
  const renumbered = Uint32Array.from(terms, (term) => numbers.get(term)!)
  return {
    table: StringTable.from(names),
    renumbered,
    stems: Array.from(wordsByStem, ([stem, words]) => ({
      number: numbers.get(stem)!,
      words: words.map((number) => renumbered[number]!),
    })),
  }
}

interface OccurrenceLog {
  readonly terms: Growable<Uint32Array>
  readonly documents: Growable<Uint32Array>
  readonly impacts: Growable<Uint8Array>
  readonly masks: Growable<Uint8Array>
}

/** One line per document and term, documents ascending. */
function logOccurrences({ terms, stream, starts, order }: Streams): OccurrenceLog {
  const capacity = Math.max(16, starts.at(-1)!)
  const log: OccurrenceLog = {
    terms: new Growable(Uint32Array, capacity),
    documents: new Growable(Uint32Array, capacity),
    impacts: new Growable(Uint8Array, capacity),
    masks: new Growable(Uint8Array, capacity),
  }
  const weights = new Float64Array(terms.length)
  const masks = new Uint8Array(terms.length)
  const touched = new Growable(Uint32Array)
  for (let document = 0; document < order.length; document++) {
    const number = order[document]!
    weighDocument(stream, starts[number]!, starts[number + 1]!, { weights, masks, touched })
    for (let i = 0; i < touched.length; i++) {
      const term = touched.array[i]!
      log.terms.push(term)
      log.documents.push(document)
      log.impacts.push(impactOf(weights[term]!))
      log.masks.push(masks[term]!)
      masks[term] = 0
      weights[term] = 0
    }
    touched.length = 0
  }
  return log
}

interface Weighing {
  readonly weights: Float64Array
  readonly masks: Uint8Array
  readonly touched: Growable<Uint32Array>
}

function weighDocument(stream: Uint32Array, from: number, to: number, { weights, masks, touched }: Weighing): void {
  let at = from
  while (at < to) {
    const field = markedField(stream[at]!)
    let end = at + 1
    while (end < to && !isTextMark(stream[end]!)) end++
    const weight = occurrenceWeight(searchFields[field]!, end - at - 1)
    for (let i = at + 1; i < end; i++) {
      const term = stream[i]!
      if (masks[term] === 0) touched.push(term)
      masks[term]! |= 1 << field
      weights[term]! += weight
    }
    at = end
  }
}

class Postings {
  private readonly starts: Uint32Array
  private readonly counts: Uint32Array
  private readonly documents = new Growable(Uint32Array)
  private readonly impacts = new Growable(Uint8Array)
  private readonly masks = new Growable(Uint8Array)
  private readonly bits: DocumentBits
  private readonly sums: Uint16Array
  private readonly unitedMasks: Uint8Array
  private readonly members: Uint32Array

  constructor(terms: number, documents: number) {
    this.starts = new Uint32Array(terms)
    this.counts = new Uint32Array(terms)
    this.bits = new DocumentBits(documents)
    this.sums = new Uint16Array(documents)
    this.unitedMasks = new Uint8Array(documents)
    this.members = new Uint32Array(documents)
  }

  /** Sorts the log by term; within a term documents stay ascending. */
  scatter(log: OccurrenceLog, renumbered: Uint32Array): void {
    const lines = log.terms.length
    const terms = log.terms.array
    for (let i = 0; i < lines; i++) this.counts[renumbered[terms[i]!]!]!++
    for (let term = 0, at = 0; term < this.counts.length; term++) {
      this.starts[term] = at
      at += this.counts[term]!
    }
    for (const target of [this.documents, this.impacts, this.masks]) {
      target.reserve(lines)
      target.length = lines
    }
    const next = this.starts.slice()
    for (let i = 0; i < lines; i++) {
      const at = next[renumbered[terms[i]!]!]!++
      this.documents.array[at] = log.documents.array[i]!
      this.impacts.array[at] = log.impacts.array[i]!
      this.masks.array[at] = log.masks.array[i]!
    }
  }

  unite(stem: number, words: readonly number[]): void {
    if (words.length === 1) {
      this.starts[stem] = this.starts[words[0]!]!
      this.counts[stem] = this.counts[words[0]!]!
      return
    }
    let count = 0
    for (const word of words) count = this.gather(word, count)
    this.starts[stem] = this.documents.length
    this.counts[stem] = count
    this.sortMembers(count)
    for (let i = 0; i < count; i++) {
      const document = this.members[i]!
      this.documents.push(document)
      this.impacts.push(Math.min(highestImpact, this.sums[document]!))
      this.masks.push(this.unitedMasks[document]!)
      this.sums[document] = 0
      this.unitedMasks[document] = 0
    }
  }

  writeTo(sections: Map<string, SectionArray>): void {
    sections.set("postings.starts", this.starts)
    sections.set("postings.counts", this.counts)
    sections.set("postings.documents", this.documents.view())
    sections.set("postings.impacts", this.impacts.view())
    sections.set("postings.masks", this.masks.view())
  }

  private gather(word: number, count: number): number {
    const start = this.starts[word]!
    const end = start + this.counts[word]!
    let members = count
    for (let at = start; at < end; at++) {
      const document = this.documents.array[at]!
      if (this.sums[document] === 0) this.members[members++] = document
      this.sums[document]! += this.impacts.array[at]!
      this.unitedMasks[document]! |= this.masks.array[at]!
    }
    return members
  }

  private sortMembers(count: number): void {
    const members = this.members.subarray(0, count)
    if (count < this.members.length >>> 6) {
      members.sort()
      return
    }
    for (const document of members) this.bits.add(document)
    this.bits.writeTo(members)
    this.bits.clear()
  }
}

function writeStreams(
  { stream, starts, order }: Streams,
  renumbered: Uint32Array,
  sections: Map<string, SectionArray>,
): void {
  const ordered = new Uint32Array(starts.at(-1)!)
  const orderedStarts = new Uint32Array(order.length + 1)
  let at = 0
  for (let document = 0; document < order.length; document++) {
    const end = starts[order[document]! + 1]!
    for (let i = starts[order[document]!]!; i < end; i++) {
      const value = stream[i]!
      ordered[at++] = isTextMark(value) ? value : renumbered[value]!
    }
    orderedStarts[document + 1] = at
  }
  sections.set("stream", ordered)
  sections.set("stream.starts", orderedStarts)
}
