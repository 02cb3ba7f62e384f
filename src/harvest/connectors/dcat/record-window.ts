import type { FoundRecord } from "../../connector.ts"
import { problem } from "../../reading/index.ts"
import { mergeRecords } from "./merge-records.ts"

/**
 * Records on their way from pages to the harvester. A dataset may stand on two neighbouring pages (paging shifts while we read, or
 * one page only mentions it): the newest `size` datasets wait here to be merged, older ones have left and later mentions of
 * them are dropped. Series and services are few and repeated on every page, so they wait until the end.
 */
export class RecordWindow {
  readonly #size: number
  /** The page of each says where it was met first. */
  readonly #waiting = new Map<string, { readonly record: FoundRecord; readonly page: number }>()
  readonly #lasting = new Map<string, FoundRecord>()
  readonly #left = new Set<string>()
  readonly #given: ReadonlySet<string>
  readonly #lastParts = new Set<string>()
  readonly #duplicates: FoundRecord[] = []
  readonly #times = new Map<string, number>()
  #page = 0

  /** `left`: ids of the pages before the first one; `given`: ids that an earlier reading gave, which stand on these pages too. */
  constructor({ left = [], given = new Set(), size = 1_000 }: RecordWindowStart = {}) {
    this.#size = size
    this.#given = given
    for (const id of left) this.#leave(id)
  }

  /** Takes the records of one page; answers those that leave, and whether any record was new. */
  takePage(records: Iterable<FoundRecord>): { leaving: FoundRecord[]; anyNew: boolean } {
    const leaving: FoundRecord[] = []
    const onThisPage = new Set<string>()
    const before = this.count
    for (const record of records) {
      if (onThisPage.has(record.remoteId)) this.#duplicates.push(this.#duplicate(record))
      else this.#take(record)
      onThisPage.add(record.remoteId)
    }
    for (const [id, { record }] of this.#waiting) {
      if (this.#waiting.size <= this.#size) break
      if (onThisPage.has(id)) break
      this.#waiting.delete(id)
      this.#left.add(id)
      leaving.push(record)
    }
    this.#page += 1
    return { leaving, anyNew: this.count > before }
  }

  /**
   * The page, counted from 0, at which another window with `left` could go on and come to the same end; none where something
   * waits for the end that no later page need say again.
   */
  get pageToGoOn(): number | undefined {
    if (this.#lasting.size + this.#duplicates.length > 0) return undefined
    for (const { page } of this.#waiting.values()) return page
    return undefined
  }

  get count(): number {
    return this.#waiting.size + this.#lasting.size + this.#left.size
  }

  knows(remoteId: string): boolean {
    return this.#waiting.has(remoteId) || this.#left.has(remoteId) || this.#lasting.has(remoteId)
  }

  /** True when a record's id or IRI ends in the same word: GeoNetwork lists `…/metadata/X` and describes `…/metadata/datasets/X`. */
  knowsLastPart(iri: string): boolean {
    return this.#lastParts.has(lastPart(iri))
  }

  /** What still waits, then the second records of one page under one identifier: the first one counts. */
  rest(): FoundRecord[] {
    const waiting = Array.from(this.#waiting.values(), ({ record }) => record)
    return [...this.#lasting.values(), ...waiting, ...this.#duplicates]
  }

  /** Later records under a known identifier get one of their own, so that each has its line in the report. */
  #duplicate({ remoteId }: FoundRecord): FoundRecord {
    const times = (this.#times.get(remoteId) ?? 1) + 1
    this.#times.set(remoteId, times)
    return {
      kind: "refused",
      remoteId: `${remoteId} (${times})`,
      problems: [problem("duplicate-id", "dct:identifier", remoteId)],
    }
  }

  #take(record: FoundRecord): void {
    const { remoteId } = record
    if (this.#left.has(remoteId)) return
    if (this.#given.has(remoteId)) {
      this.#leave(remoteId)
      return
    }
    this.#lastParts.add(lastPart(remoteId))
    if (record.kind === "series" || record.kind === "service") {
      const known = this.#lasting.get(remoteId)
      this.#lasting.set(remoteId, known ? mergeRecords(known, record) : record)
      return
    }
    const known = this.#waiting.get(remoteId)
    this.#waiting.set(remoteId, {
      record: known ? mergeRecords(known.record, record) : record,
      page: known?.page ?? this.#page,
    })
  }

  #leave(remoteId: string): void {
    this.#left.add(remoteId)
    this.#lastParts.add(lastPart(remoteId))
  }
}

interface RecordWindowStart {
  readonly left?: Iterable<string>
  readonly given?: ReadonlySet<string>
  readonly size?: number
}

function lastPart(iri: string): string {
  return (
    iri
      .replace(/[/#]+$/, "")
      .split(/[/#]/)
      .at(-1) ?? iri
  )
}
