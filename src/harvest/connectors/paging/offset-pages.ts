/**
 * Lists whose total is not to be relied on and whose pages may be of another size than asked for (ckan, nada). What slipped past
 * while we read shows only at the end: a reading that found fewer than announced is done a second time, giving what the first
 * one missed, before it is a stop. Ending means that the source was read to its end. With an exact total, `counted-pages` needs
 * no second reading.
 */
import type { ReadContext } from "../../connector.ts"
import { stopped } from "../../reading/index.ts"
import { RecordIndex } from "../../record-index.ts"
import { type Placed, type ReadThrough, readThrough } from "./read-through.ts"

export interface OffsetPaging extends Pick<ReadThrough, "ask" | "idOf" | "rows" | "maxRecords" | "url"> {
  /** The source counts what it does not list. */
  readonly ignoreTotal: boolean
  /** The order of the list stays the same, so that a reading can go on later. */
  readonly keepsOrder: boolean
}

export interface OffsetEntries {
  readonly entries: readonly Placed[]
  /** Where a reading can go on after this page. */
  readonly next?: string
}

export async function* offsetPages(paging: OffsetPaging, context: ReadContext): AsyncGenerator<OffsetEntries> {
  const { url, ignoreTotal, keepsOrder } = paging
  const given = new RecordIndex(context.resume?.met)
  const start = await placeToGoOn(paging, context)
  const seen = start > 0 || given.size === 0 ? given : new RecordIndex()
  const first = { ...paging, start, seen, given }
  let sum = yield* readThrough(first, keepsOrder ? markOf : undefined)
  const isShort = () => !ignoreTotal && sum.announced !== undefined && sum.met < sum.announced
  if (isShort()) sum = yield* readThrough({ ...paging, start: 0, seen: new RecordIndex(), given }, undefined)
  if (isShort()) throw stopped("truncated", { url, found: sum.met, count: sum.announced, option: "ignoreTotal" })
  if (sum.met === 0 && !context.since) throw stopped("empty-catalogue", { url })
}

function markOf(start: number, last: Placed): string {
  return `${start} ${last.id}`
}

/** The start of the mark where the entry before it still is the one that was; else the beginning, as all has moved since. */
async function placeToGoOn({ ask, idOf }: OffsetPaging, { resume }: ReadContext): Promise<number> {
  const [, digits, last] = /^(\d{1,9}) (.*)$/s.exec(resume?.next ?? "") ?? []
  const start = Number(digits)
  if (!start || last === undefined) return 0
  const { entries } = await ask(start - 1, 1)
  return idOf(entries[0], start) === last ? start : 0
}
