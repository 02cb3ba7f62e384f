import { HarvestStopped, type ReadContext } from "../../connector.ts"
import {
  askSource,
  countFrom,
  isObject,
  type JsonObject,
  jsonIn,
  lineOf,
  type SourceAnswer,
  stopped,
} from "../../reading/index.ts"
import type { OffsetPaging } from "../paging/offset-pages.ts"
import type { NadaAddress } from "./address.ts"

export interface SearchOptions {
  readonly rows: number
  readonly collection?: string
  readonly maxRecords: number
  readonly ignoreTotal: boolean
}

/** The list of studies, by title: the catalogue knows no order of its own that stays as it is. */
export function searchPaging(
  root: string,
  { query }: NadaAddress,
  { collection, ...options }: SearchOptions,
  context: ReadContext,
): OffsetPaging {
  const url = new URL("api/catalog/search", root)
  for (const [name, value] of query) url.searchParams.append(name, value)
  if (collection) url.searchParams.set("collection", collection)
  url.searchParams.set("ps", String(options.rows))
  url.searchParams.set("sort_by", "title")
  url.searchParams.set("sort_order", "asc")
  // Some versions give fifteen studies a page, whatever is asked for.
  let size = options.rows
  return { ...options, url: url.href, idOf: idOfRow, keepsOrder: true, ask }

  async function ask(start: number) {
    const asked = size
    const page = await pageAt(start, asked)
    size = page.limit ?? asked
    const { rows, total } = start === 0 || size === asked ? page : await pageAt(start, size)
    return { entries: rows.slice(start % size), total }
  }

  async function pageAt(start: number, size: number) {
    const page = new URL(url)
    page.searchParams.set("page", String(Math.floor(start / size) + 1))
    return rowsIn(await askSource(page.href, context, { maxBytes: 64 * 1024 * 1024 }))
  }
}

/** A study is known by its DDI number; its number in the database only where it has none. */
export function idOfRow(row: unknown, position: number): string {
  const id = isObject(row) ? (lineOf(row.idno) ?? lineOf(row.id)) : undefined
  return id?.slice(0, 400) ?? `#${position}`
}

function rowsIn(answer: SourceAnswer) {
  const value = objectIn(answer)
  const result = isObject(value.result) ? value.result : value
  // PHP writes a list with gaps as an object.
  const rows = isObject(result.rows) ? Object.values(result.rows) : result.rows
  if (!Array.isArray(rows)) throw stopped("not-a-catalogue", { url: answer.url })
  const limit = countFrom(result.limit)
  return { rows, total: countFrom(result.found), limit: limit && limit > 0 ? limit : undefined }
}

/** The object of an answer, or the stop that says what came instead; NADA refuses with a `status` that is no success. */
export function objectIn(answer: SourceAnswer): JsonObject {
  const value = jsonIn(answer)
  const detail = { url: answer.url, status: answer.status }
  const status = isObject(value) ? lineOf(value.status) : undefined
  if (isObject(value) && status !== undefined && status.toLowerCase() !== "success") {
    const says = [status, lineOf(value.message) ?? lineOf(value.errors) ?? lineOf(value.error)]
      .filter(Boolean)
      .join(": ")
    throw stopped("success-false", { ...detail, says: says.slice(0, 300) })
  }
  if (answer.status >= 400) throw stopped("http-error", detail)
  if (!isObject(value)) throw stopped("not-a-catalogue", detail)
  return value
}

/** What an address answers that is not the API: then it may be elsewhere. */
export function isElsewhere(error: unknown): boolean {
  if (!(error instanceof HarvestStopped)) return false
  return error.code === "html-instead" || error.detail.status === 404
}
