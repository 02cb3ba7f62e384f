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
  readonly #waiting = new Map<string, FoundRecord>()
  readonly #lasting = new Map<string, FoundRecord>()
  readonly #left = new Set<string>()
  readonly #lastParts = new Set<string>()
  readonly #duplicates: FoundRecord[] = []
  readonly #times = new Map<string, number>()

  constructor(size = 2_000) {
    this.#size = size
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
    for (const [id, record] of this.#waiting) {
      if (this.#waiting.size <= this.#size) break
      if (onThisPage.has(id)) break
      this.#waiting.delete(id)
      this.#left.add(id)
      leaving.push(record)
    }
    return { leaving, anyNew: this.count > before }
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
    return [...this.#lasting.values(), ...this.#waiting.values(), ...this.#duplicates]
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
    if (this.#left.has(record.remoteId)) return
    const kept = record.kind === "series" || record.kind === "service" ? this.#lasting : this.#waiting
    const known = kept.get(record.remoteId)
    kept.set(record.remoteId, known ? mergeRecords(known, record) : record)
    this.#lastParts.add(lastPart(record.remoteId))
  }
}

function lastPart(iri: string): string {
  return (
    iri
      .replace(/[/#]+$/, "")
      .split(/[/#]/)
      .at(-1) ?? iri
  )
}
