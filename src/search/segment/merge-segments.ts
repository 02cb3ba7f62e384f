import { facetNames } from "../search-index.ts"
import type { DocumentBits } from "./documents.ts"
import type { Facet, Segment } from "./segment.ts"
import { SegmentBuilder } from "./segment-builder.ts"
import { isTextMark } from "./streams.ts"

export interface MergePart {
  readonly segment: Segment
  /** Documents that are gone or have a newer self in a later part. */
  readonly dead?: DocumentBits
}

export type Provenance = Parameters<SegmentBuilder["finish"]>[0]

/** One segment of all documents alive in the parts. Earlier parts decide how a keyword is shown. */
export function mergeSegments(parts: readonly MergePart[], provenance: Provenance): SharedArrayBuffer {
  const builder = new SegmentBuilder()
  for (const part of parts) addPart(builder, part)
  return builder.finish(provenance)
}

function addPart(builder: SegmentBuilder, { segment, dead }: MergePart): void {
  const termNumbers = new Map<number, number>()
  const numberOf = (term: number): number => {
    let number = termNumbers.get(term)
    if (number === undefined) {
      number = builder.termNumber(segment.terms.at(term))
      termNumbers.set(term, number)
    }
    return number
  }
  const facetValues = new Map(facetNames.map((name) => [name, valuesOfDocuments(segment.facets.get(name)!)]))
  const readers = readersOfDocuments(segment)
  const labels = segment.labels()
  for (let document = 0; document < segment.length; document++) {
    if (dead?.has(document)) continue
    const stream = segment.stream.slice(segment.streamStarts[document]!, segment.streamStarts[document + 1]!)
    for (let i = 0; i < stream.length; i++) if (!isTextMark(stream[i]!)) stream[i] = numberOf(stream[i]!)
    const facets = Object.fromEntries(facetNames.map((name) => [name, facetValues.get(name)!(document)]))
    builder.addStored(
      {
        id: segment.ids.at(document),
        titleKey: segment.titleKeys.at(document),
        card: segment.cardBytes(document),
        modified: segment.modified[document]!,
        issued: segment.issued[document]!,
        metadataModified: segment.metadataModified[document]!,
        popularity: segment.popularity[document]!,
        quality: segment.quality[document]!,
        ...boxOf(segment, document),
        visibleTo: readers.get(document) ?? [],
        facets,
        labels,
      },
      stream,
    )
  }
}

function valuesOfDocuments(facet: Facet): (document: number) => readonly string[] {
  const shown = facet.shown.all()
  const { column } = facet
  const pick = (values: Uint16Array | Uint32Array, from: number, to: number) =>
    Array.from(values.subarray(from, to), (code) => shown[code]!)
  if (column.kind === "lists")
    return (document) => pick(column.values, column.starts[document]!, column.starts[document + 1]!)
  return (document) => {
    const set = (column.word[document]! >>> column.shift) & column.mask
    if (column.single) return set === 0 ? [] : [shown[set - 1]!]
    return pick(column.values, column.starts[set]!, column.starts[set + 1]!)
  }
}

function readersOfDocuments({ restricted }: Segment): ReadonlyMap<number, readonly string[]> {
  return new Map(
    Array.from(restricted.documents, (document, i) => {
      const from = restricted.starts[i]!
      return [
        document,
        Array.from({ length: restricted.starts[i + 1]! - from }, (_, k) => restricted.readers.at(from + k)),
      ]
    }),
  )
}

function boxOf({ boxes }: Segment, document: number): { bbox?: readonly [number, number, number, number] } {
  const box = boxes?.subarray(document * 4, document * 4 + 4)
  if (!box || Number.isNaN(box[0])) return {}
  return { bbox: [box[0]!, box[1]!, box[2]!, box[3]!] }
}
