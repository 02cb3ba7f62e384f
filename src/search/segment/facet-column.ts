/**
 * Facet values of the documents of a segment, in the two shapes that evaluation reads:
 *   postings – the documents of each value, ascending, to filter by;
 *   a column – the values of each document, to count by. Where documents share few different sets of values (one theme;
 *   CSV+XLSX), a document holds only the number of its set, packed with other facets into one 32-bit word, and counting
 *   is one increment per hit. Keywords, where nearly every set is its own, keep a list per document.
 */
import type { FacetName } from "../search-index.ts"
import type { SectionArray } from "./sections.ts"
import { byUnits, StringTable } from "./string-table.ts"

export interface FacetFacts {
  readonly name: FacetName
  readonly column:
    | {
        readonly kind: "sets"
        readonly word: number
        readonly shift: number
        readonly bits: number
        readonly sets: number
        readonly single: boolean
      }
    | { readonly kind: "lists" }
}

/** Values of each document as first numbered: `values[starts[d]]` to `values[starts[d + 1]]`. */
export interface RawFacet {
  readonly name: FacetName
  /** Key of each number, and how it was first written. */
  readonly keys: readonly string[]
  readonly shown: readonly string[]
  readonly starts: Uint32Array
  readonly values: Uint32Array
}

interface NumberedFacet {
  readonly name: FacetName
  readonly starts: Uint32Array
  readonly values: Uint32Array
  readonly sets?: DistinctSets
}

interface DistinctSets {
  readonly ofDocument: Uint32Array
  readonly starts: Uint32Array
  readonly values: Uint32Array
  readonly count: number
  /** Set n is the value n - 1 alone, and set 0 is empty. */
  readonly single: boolean
  readonly bits: number
}

export function buildFacets(raw: readonly RawFacet[], sections: Map<string, SectionArray>): readonly FacetFacts[] {
  const numbered = raw.map((facet) => numberFacet(facet, sections))
  const words: Uint32Array[] = []
  const free: number[] = []
  const facts = numbered
    .toSorted((left, right) => (right.sets?.bits ?? 0) - (left.sets?.bits ?? 0))
    .map(({ name, sets }): FacetFacts => {
      if (!sets) return { name, column: { kind: "lists" } }
      const { bits, count, single } = sets
      let word = free.findIndex((left) => left >= bits)
      if (word === -1) {
        word = words.push(new Uint32Array(sets.ofDocument.length)) - 1
        free.push(32)
      }
      const shift = 32 - free[word]!
      free[word]! -= bits
      const target = words[word]!
      for (let document = 0; document < target.length; document++)
        target[document]! |= sets.ofDocument[document]! << shift
      return { name, column: { kind: "sets", word, shift, bits, sets: count, single } }
    })
  for (const [index, word] of words.entries()) sections.set(`facets.word.${index}`, word)
  return facts
}

/** Numbers values in the order of their keys, writes keys and postings, and keeps the column for packing. */
function numberFacet(raw: RawFacet, sections: Map<string, SectionArray>): NumberedFacet {
  const order = raw.keys.map((_, number) => number).sort((a, b) => byUnits(raw.keys[a]!, raw.keys[b]!))
  const renumbered = new Uint32Array(order.length)
  for (const [code, number] of order.entries()) renumbered[number] = code
  const values = raw.values.map((number) => renumbered[number]!)
  const { starts, name } = raw
  for (let document = 0; document + 1 < starts.length; document++) {
    if (starts[document + 1]! - starts[document]! > 1) values.subarray(starts[document]!, starts[document + 1]!).sort()
  }
  writeTable(
    sections,
    `facet.${name}.keys`,
    order.map((number) => raw.keys[number]!),
  )
  if (name === "keyword")
    writeTable(
      sections,
      `facet.${name}.shown`,
      order.map((number) => raw.shown[number]!),
    )
  writePostings({ name, starts, values }, order.length, sections)
  const sets = distinctSets(starts, values, order.length)
  if (sets && !sets.single) {
    sections.set(`facet.${name}.sets`, sets.starts)
    sections.set(`facet.${name}.setValues`, sets.values)
  }
  if (!sets) {
    sections.set(`facet.${name}.lists`, starts)
    sections.set(`facet.${name}.listValues`, order.length <= 0x10000 ? Uint16Array.from(values) : values)
  }
  return { name, starts, values, ...(sets ? { sets } : {}) }
}

function writePostings(
  { name, starts, values }: NumberedFacet,
  codes: number,
  sections: Map<string, SectionArray>,
): void {
  const valueStarts = new Uint32Array(codes + 1)
  for (const code of values) valueStarts[code + 1]!++
  for (let code = 0; code < codes; code++) valueStarts[code + 1]! += valueStarts[code]!
  const next = valueStarts.slice(0, codes)
  const documents = new Uint32Array(values.length)
  for (let document = 0; document + 1 < starts.length; document++) {
    for (let i = starts[document]!; i < starts[document + 1]!; i++) documents[next[values[i]!]!++] = document
  }
  sections.set(`facet.${name}.valueStarts`, valueStarts)
  sections.set(`facet.${name}.documents`, documents)
}

const fewestSetsWorthLists = 1024
const documentsPerSet = 8

function distinctSets(starts: Uint32Array, values: Uint32Array, codes: number): DistinctSets | undefined {
  const documents = starts.length - 1
  if (isSingle(starts)) return singleSets(starts, values, codes)
  const most = Math.min(0xffff, Math.max(fewestSetsWorthLists, documents / documentsPerSet))
  const numbers = new Map<string, number>([["", 0]])
  const ofDocument = new Uint32Array(documents)
  const setStarts = [0, 0]
  const setValues: number[] = []
  for (let document = 0; document < documents; document++) {
    const own = values.subarray(starts[document]!, starts[document + 1]!)
    const key = own.length === 0 ? "" : own.join()
    let number = numbers.get(key)
    if (number === undefined) {
      if (numbers.size >= most) return undefined
      number = numbers.size
      numbers.set(key, number)
      setValues.push(...own)
      setStarts.push(setValues.length)
    }
    ofDocument[document] = number
  }
  return {
    ofDocument,
    starts: Uint32Array.from(setStarts),
    values: Uint32Array.from(setValues),
    count: numbers.size,
    single: false,
    bits: bitsFor(numbers.size),
  }
}

function isSingle(starts: Uint32Array): boolean {
  for (let document = 0; document + 1 < starts.length; document++) {
    if (starts[document + 1]! - starts[document]! > 1) return false
  }
  return true
}

function singleSets(starts: Uint32Array, values: Uint32Array, codes: number): DistinctSets {
  const ofDocument = new Uint32Array(starts.length - 1)
  for (let document = 0; document < ofDocument.length; document++) {
    if (starts[document + 1]! > starts[document]!) ofDocument[document] = values[starts[document]!]! + 1
  }
  const none = new Uint32Array(0)
  return { ofDocument, starts: none, values: none, count: codes + 1, single: true, bits: bitsFor(codes + 1) }
}

function bitsFor(count: number): number {
  return Math.max(1, 32 - Math.clz32(count - 1))
}

function writeTable(sections: Map<string, SectionArray>, name: string, strings: readonly string[]): void {
  const table = StringTable.from(strings)
  sections.set(`${name}.starts`, table.starts)
  sections.set(`${name}.units`, table.units)
}
