/**
 * From documents to a segment. Each document becomes a stream of term numbers with a mark where a text begins; `finish`
 * sorts documents by id and terms by spelling, turns the streams into postings with quantised impacts, and lays all out
 * in one buffer. Segments merge by feeding their streams into a new builder: nothing is analysed twice.
 */

import type { LocalisedText } from "../../texts/index.ts"
import { longestText, scanWords, termsOfWord } from "../analysis/index.ts"
import { facetKey } from "../facet-values.ts"
import { priorOf, titleKeyOf } from "../scoring.ts"
import { type FacetName, facetNames, type SearchDocument, searchFields } from "../search-index.ts"
import { buildFacets, type RawFacet } from "./facet-column.ts"
import { Growable } from "./growable.ts"
import { buildOrders } from "./orders.ts"
import { buildPostings } from "./postings.ts"
import { packSections, type SectionArray } from "./sections.ts"
import type { SegmentFacts } from "./segment.ts"
import { textMark } from "./streams.ts"
import { byUnits, StringTable } from "./string-table.ts"
import { buildSuggestions } from "./suggestion-keys.ts"

/** All that a segment keeps of a document, besides its stream of terms. */
export interface StoredDocument extends Omit<SearchDocument, "texts" | "card"> {
  readonly card: Uint8Array
  readonly titleKey: string
}

const mostWordsRemembered = 300_000
const none = -1

export class SegmentBuilder {
  private readonly terms: string[] = []
  private readonly termNumbers = new Map<string, number>()
  private readonly wordNumbers = new Map<string, number | readonly number[]>()
  private readonly ids: string[] = []
  private readonly titleKeys: string[] = []
  private readonly stream = new Growable(Uint32Array, 1 << 14)
  private readonly streamStarts: number[] = [0]
  private readonly cards = new Growable(Uint8Array, 1 << 14)
  private readonly cardStarts: number[] = [0]
  private readonly numbers = new Growable(Float64Array)
  private readonly boxes: (SearchDocument["bbox"] | undefined)[] = []
  private readonly visibleTo: (readonly string[])[] = []
  private readonly facets = facetNames.map((name) => new FacetCollector(name))

  get length(): number {
    return this.ids.length
  }

  add(document: SearchDocument): void {
    for (const [index, field] of searchFields.entries()) {
      for (const { text } of document.texts[field] ?? []) this.addText(text, index)
    }
    this.store({ ...document, card: Buffer.from(JSON.stringify(document.card)), titleKey: titleKeyOf(document.card) })
  }

  /** A document of another segment; its stream comes already in this builder's numbers. */
  addStored(document: StoredDocument, stream: Uint32Array): void {
    this.stream.pushAll(stream)
    this.store(document)
  }

  termNumber(term: string): number {
    let number = this.termNumbers.get(term)
    if (number === undefined) {
      number = this.terms.push(term) - 1
      this.termNumbers.set(term, number)
    }
    return number
  }

  finish(facts: Pick<SegmentFacts, "epoch" | "position" | "generation">): SharedArrayBuffer {
    const order = sortedOrder(this.ids)
    const sections = new Map<string, SectionArray>()
    const documents = this.ids.length
    this.writeDocuments(order, sections)
    buildPostings({ terms: this.terms, stream: this.stream.array, starts: this.streamStarts, order }, sections)
    const raw = this.facets.map((facet) => facet.inOrder(order))
    const facets = buildFacets(raw, sections)
    buildSuggestions(
      raw,
      this.facets.map((facet) => facet.labels),
      sections,
    )
    return packSections({ ...facts, documents, facets } satisfies SegmentFacts, sections)
  }

  private addText(text: string, field: number): void {
    this.stream.push(textMark(field))
    let left = longestText
    scanWords(text, (word) => {
      const number = this.wordNumbers.get(word) ?? this.numberWord(word)
      if (number === none || left <= 0) return
      left--
      if (typeof number === "number") this.stream.push(number)
      else this.stream.pushAll(number)
    })
  }

  private numberWord(word: string): number | readonly number[] {
    const numbers = termsOfWord(word).map((term) => this.termNumber(term))
    const number = numbers.length === 0 ? none : numbers.length === 1 ? numbers[0]! : numbers
    if (this.wordNumbers.size >= mostWordsRemembered) this.wordNumbers.clear()
    this.wordNumbers.set(word, number)
    return number
  }

  private store(document: StoredDocument): void {
    this.streamStarts.push(this.stream.length)
    this.ids.push(document.id)
    this.titleKeys.push(document.titleKey)
    this.cards.pushAll(document.card)
    this.cardStarts.push(this.cards.length)
    const { modified, issued, metadataModified, popularity, quality } = document
    this.numbers.pushAll([modified, issued, metadataModified, popularity, quality])
    this.boxes.push(document.bbox)
    this.visibleTo.push(document.visibleTo)
    for (const facet of this.facets) facet.add(document)
  }

  private writeDocuments(order: Uint32Array, sections: Map<string, SectionArray>): void {
    const count = order.length
    const column = (at: number) =>
      Float64Array.from({ length: count }, (_, i) => this.numbers.array[order[i]! * 5 + at]!)
    const [modified, issued, metadataModified, popularity, quality] = [0, 1, 2, 3, 4].map(column) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    const titleKeys = Array.from(order, (number) => this.titleKeys[number]!)
    writeTable(
      sections,
      "ids",
      Array.from(order, (number) => this.ids[number]!),
    )
    writeTable(sections, "titleKeys", titleKeys)
    sections.set("modified", modified)
    sections.set("issued", issued)
    sections.set("metadataModified", metadataModified)
    sections.set("popularity", popularity)
    sections.set("quality", quality)
    sections.set(
      "prior",
      Uint8Array.from(popularity, (value, i) => priorOf({ popularity: value, quality: quality[i]! })),
    )
    buildOrders({ modified, issued, popularity, titleKeys, prior: sections.get("prior") as Uint8Array }, sections)
    writeRuns("cards", this.cards.array, this.cardStarts, order, sections)
    this.writeBoxes(order, sections)
    this.writeVisibility(order, sections)
  }

  private writeBoxes(order: Uint32Array, sections: Map<string, SectionArray>): void {
    if (this.boxes.every((box) => box === undefined)) return
    const boxes = new Float64Array(order.length * 4).fill(Number.NaN)
    for (let i = 0; i < order.length; i++) {
      const box = this.boxes[order[i]!]
      if (box) boxes.set(box, i * 4)
    }
    sections.set("boxes", boxes)
  }

  private writeVisibility(order: Uint32Array, sections: Map<string, SectionArray>): void {
    const restricted = new Growable(Uint32Array, 16)
    const readers: string[] = []
    const starts: number[] = [0]
    for (let i = 0; i < order.length; i++) {
      const visibleTo = this.visibleTo[order[i]!]!
      if (visibleTo.length === 0) continue
      restricted.push(i)
      readers.push(...visibleTo)
      starts.push(readers.length)
    }
    sections.set("restricted", restricted.view())
    sections.set("restricted.starts", Uint32Array.from(starts))
    writeTable(sections, "restricted.readers", readers)
  }
}

/** Collects the values of one facet, numbered as they come. */
class FacetCollector {
  readonly name: FacetName
  readonly labels = new Map<string, LocalisedText>()
  private readonly numbers = new Map<string, number>()
  private readonly keys: string[] = []
  private readonly shown: string[] = []
  private readonly starts: number[] = [0]
  private readonly values = new Growable(Uint32Array)
  private lastLabels: Readonly<Record<string, LocalisedText>> | undefined

  constructor(name: FacetName) {
    this.name = name
  }

  add({ facets, labels }: Pick<SearchDocument, "facets" | "labels">): void {
    const start = this.values.length
    for (const value of facets[this.name] ?? []) {
      const number = this.numberOf(value)
      if (number !== none && !this.values.includes(number, start)) this.values.push(number)
    }
    this.starts.push(this.values.length)
    this.addLabels(labels?.[this.name])
  }

  /** Names of values; the same list comes with every document, so it is read once. */
  addLabels(named: Readonly<Record<string, LocalisedText>> | undefined): void {
    if (!named || named === this.lastLabels) return
    this.lastLabels = named
    for (const key in named) if (!this.labels.has(key)) this.labels.set(key, named[key]!)
  }

  inOrder(order: Uint32Array): RawFacet {
    const starts = new Uint32Array(order.length + 1)
    const values = new Uint32Array(this.values.length)
    for (let i = 0, at = 0; i < order.length; i++) {
      const own = this.values.array.subarray(this.starts[order[i]!]!, this.starts[order[i]! + 1]!)
      values.set(own, at)
      at += own.length
      starts[i + 1] = at
    }
    return { name: this.name, keys: this.keys, shown: this.shown, starts, values }
  }

  private numberOf(value: string): number {
    const known = this.numbers.get(value)
    if (known !== undefined) return known
    const key = facetKey(this.name, value)
    if (key === "") return none
    let number = this.numbers.get(key)
    if (number === undefined) {
      number = this.keys.push(key) - 1
      this.shown.push(value)
      this.numbers.set(key, number)
    }
    this.numbers.set(value, number)
    return number
  }
}

function sortedOrder(ids: readonly string[]): Uint32Array {
  const order = Uint32Array.from(ids, (_, number) => number)
  const sorted = ids.every((id, i) => i === 0 || ids[i - 1]! < id)
  return sorted ? order : order.sort((a, b) => byUnits(ids[a]!, ids[b]!))
}

function writeTable(sections: Map<string, SectionArray>, name: string, strings: readonly string[]): void {
  const table = StringTable.from(strings)
  sections.set(`${name}.starts`, table.starts)
  sections.set(`${name}.units`, table.units)
}

/** Runs of bytes in another order than they came. */
function writeRuns(
  name: string,
  bytes: Uint8Array,
  starts: readonly number[],
  order: Uint32Array,
  sections: Map<string, SectionArray>,
): void {
  const ordered = new Uint8Array(starts.at(-1)!)
  const orderedStarts = new Uint32Array(order.length + 1)
  for (let i = 0, at = 0; i < order.length; i++) {
    const run = bytes.subarray(starts[order[i]!]!, starts[order[i]! + 1]!)
    ordered.set(run, at)
    at += run.length
    orderedStarts[i + 1] = at
  }
  sections.set(name, ordered)
  sections.set(`${name}.starts`, orderedStarts)
}
