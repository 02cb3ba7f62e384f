/** A segment as read: views on one buffer, made in a moment whatever its size. It never changes. */
import type { Card, FacetName } from "../search-index.ts"
import type { FacetFacts } from "./facet-column.ts"
import { inverse, type RankedOrder } from "./orders.ts"
import { BadSegment, type SectionArray, unpackSections } from "./sections.ts"
import { StringTable } from "./string-table.ts"
import { countAsHeld } from "./weight.ts"

export interface SegmentFacts {
  readonly epoch: string
  /** Position in the change log up to which it is complete. */
  readonly position: number
  readonly generation: number
  readonly documents: number
  readonly facets: readonly FacetFacts[]
}

export interface SetColumn {
  readonly kind: "sets"
  readonly word: Uint32Array
  readonly shift: number
  readonly mask: number
  readonly sets: number
  /** Set n is value n - 1 alone; otherwise `starts` and `values` say what is in each set. */
  readonly single: boolean
  readonly starts: Uint32Array
  readonly values: Uint32Array
}

export interface ListColumn {
  readonly kind: "lists"
  readonly starts: Uint32Array
  /** Half as wide where the values are few enough: twice as many fit in a cache. */
  readonly values: Uint16Array | Uint32Array
}

export interface Facet {
  readonly name: FacetName
  readonly keys: StringTable
  readonly shown: StringTable
  readonly valueStarts: Uint32Array
  readonly documents: Uint32Array
  readonly column: SetColumn | ListColumn
}

export type Labels = Readonly<Partial<Record<FacetName, Readonly<Record<string, Readonly<Record<string, string>>>>>>>

export class Segment {
  readonly buffer: SharedArrayBuffer
  readonly facts: SegmentFacts
  readonly length: number
  readonly ids: StringTable
  readonly titleKeys: StringTable
  readonly terms: StringTable
  readonly postings: {
    readonly starts: Uint32Array
    readonly counts: Uint32Array
    readonly documents: Uint32Array
    readonly impacts: Uint8Array
    readonly masks: Uint8Array
  }
  readonly stream: Uint32Array
  readonly streamStarts: Uint32Array
  readonly modified: Float64Array
  readonly issued: Float64Array
  readonly metadataModified: Float64Array
  readonly popularity: Float64Array
  readonly quality: Float64Array
  readonly prior: Uint8Array
  readonly boxes: Float64Array | undefined
  readonly restricted: { readonly documents: Uint32Array; readonly starts: Uint32Array; readonly readers: StringTable }
  readonly facets: ReadonlyMap<FacetName, Facet>
  readonly suggestions: { readonly keys: StringTable; readonly entries: Uint32Array }
  private readonly sections: ReadonlyMap<string, SectionArray>
  private readonly cards: Buffer
  private readonly cardStarts: Uint32Array
  private readonly orders = new Map<RankedOrder, Uint32Array>()
  private parsedLabels: Labels | undefined

  constructor(buffer: SharedArrayBuffer, options: { verify: boolean } = { verify: false }) {
    const { facts, sections } = unpackSections(buffer, options)
    this.buffer = buffer
    countAsHeld(this, buffer)
    this.sections = sections
    this.facts = facts as SegmentFacts
    this.length = this.facts.documents
    this.ids = this.table("ids")
    this.titleKeys = this.table("titleKeys")
    this.terms = this.table("terms")
    this.postings = {
      starts: this.u32("postings.starts"),
      counts: this.u32("postings.counts"),
      documents: this.u32("postings.documents"),
      impacts: this.u8("postings.impacts"),
      masks: this.u8("postings.masks"),
    }
    this.stream = this.u32("stream")
    this.streamStarts = this.u32("stream.starts")
    this.modified = this.f64("modified")
    this.issued = this.f64("issued")
    this.metadataModified = this.f64("metadataModified")
    this.popularity = this.f64("popularity")
    this.quality = this.f64("quality")
    this.prior = this.u8("prior")
    this.boxes = sections.has("boxes") ? this.f64("boxes") : undefined
    this.restricted = {
      documents: this.u32("restricted"),
      starts: this.u32("restricted.starts"),
      readers: this.table("restricted.readers"),
    }
    this.facets = new Map(this.facts.facets.map((facet) => [facet.name, this.facet(facet)]))
    this.suggestions = { keys: this.table("suggest.keys"), entries: this.u32("suggest.entries") }
    const cards = this.u8("cards")
    this.cards = Buffer.from(cards.buffer as ArrayBuffer, cards.byteOffset, cards.byteLength)
    this.cardStarts = this.u32("cards.starts")
  }

  card(document: number): Card {
    return JSON.parse(this.cards.toString("utf8", this.cardStarts[document]!, this.cardStarts[document + 1]!)) as Card
  }

  cardBytes(document: number): Uint8Array {
    return this.cards.subarray(this.cardStarts[document]!, this.cardStarts[document + 1]!)
  }

  /** Place of each document in an order. */
  ranks(order: RankedOrder): Uint32Array {
    return this.u32(`order.${order}`)
  }

  /** Documents in an order. */
  inOrder(order: RankedOrder): Uint32Array {
    let documents = this.orders.get(order)
    if (!documents) {
      documents = inverse(this.ranks(order))
      this.orders.set(order, documents)
    }
    return documents
  }

  labels(): Labels {
    this.parsedLabels ??= JSON.parse(Buffer.from(this.u8("labels")).toString()) as Labels
    return this.parsedLabels
  }

  private facet({ name, column }: FacetFacts): Facet {
    const keys = this.table(`facet.${name}.keys`)
    return {
      name,
      keys,
      shown: name === "keyword" ? this.table(`facet.${name}.shown`) : keys,
      valueStarts: this.u32(`facet.${name}.valueStarts`),
      documents: this.u32(`facet.${name}.documents`),
      column:
        column.kind === "lists"
          ? {
              kind: "lists",
              starts: this.u32(`facet.${name}.lists`),
              values: this.u16OrU32(`facet.${name}.listValues`),
            }
          : {
              kind: "sets",
              word: this.u32(`facets.word.${column.word}`),
              shift: column.shift,
              mask: column.bits === 32 ? 0xffffffff : (1 << column.bits) - 1,
              sets: column.sets,
              single: column.single,
              starts: column.single ? emptyU32 : this.u32(`facet.${name}.sets`),
              values: column.single ? emptyU32 : this.u32(`facet.${name}.setValues`),
            },
    }
  }

  private table(name: string): StringTable {
    return new StringTable(this.u32(`${name}.starts`), this.section(`${name}.units`, Uint16Array))
  }

  private u8(name: string): Uint8Array {
    return this.section(name, Uint8Array)
  }

  private u32(name: string): Uint32Array {
    return this.section(name, Uint32Array)
  }

  private u16OrU32(name: string): Uint16Array | Uint32Array {
    return this.sections.get(name) instanceof Uint16Array ? this.section(name, Uint16Array) : this.u32(name)
  }

  private f64(name: string): Float64Array {
    return this.section(name, Float64Array)
  }

  private section<T extends SectionArray>(name: string, type: new (length: number) => T): T {
    const array = this.sections.get(name)
    if (!(array instanceof type)) throw new BadSegment(`section ${name} is missing`)
    return array
  }
}

const emptyU32 = new Uint32Array(0)
