import { defaultReadLimits, QueryMistake, type RowsPage, readRows } from "../../../tabular/index.ts"
import type { ApiDeps } from "../../deps.ts"
import type { Call } from "../action.ts"
import { invalid } from "../errors.ts"
import { booleanOf, type Params, textOf } from "../params.ts"
import { readDatastoreQuestion } from "./datastore-question.ts"
import { fieldFromColumn } from "./fields.ts"
import { resourceIn, resourceTable } from "./find-resource.ts"
import { ckanMistake } from "./mistakes.ts"

const recordFormats = ["objects", "lists", "csv", "tsv"] as const
type RecordFormat = (typeof recordFormats)[number]

/** As many bytes as an answer of SQL; what is more comes with the next page. */
const maxBytes = 64_000_000

export async function datastoreSearch(params: Params, deps: ApiDeps, { caller }: Call) {
  const id = resourceIn(params)
  const { version } = await resourceTable(deps.db, id, caller)
  const format = formatIn(params)
  const { question, limit: asked, offset, filters } = readDatastoreQuestion(version, params)
  const page = await rowsOf(() =>
    readRows({ engine: deps.engine, table: version, question, limits: { ...defaultReadLimits, maxBytes } }),
  )
  // A page that had to end earlier says so by its limit: clients count on from it.
  const limit = page.next !== undefined && page.rows.length < asked ? page.rows.length : asked
  const counts = booleanOf(params, "include_total", true)
  return {
    include_total: counts,
    limit,
    ...(offset > 0 ? { offset } : {}),
    records_format: format,
    resource_id: id,
    ...(filters ? { filters } : {}),
    ...echoed(params),
    total_estimation_threshold: null,
    records: recordsAs(format, page),
    fields: page.columns.map(fieldFromColumn),
    _links: links(params, { limit, offset }),
    ...(counts ? { total: page.total, total_was_estimated: page.countType === "estimate" } : {}),
  }
}

async function rowsOf(read: () => Promise<RowsPage>): Promise<RowsPage> {
  try {
    return await read()
  } catch (error) {
    throw error instanceof QueryMistake ? ckanMistake("query", error) : error
  }
}

function formatIn(params: Params): RecordFormat {
  const text = textOf(params, "records_format") || "objects"
  const known = recordFormats.find((format) => format === text)
  if (!known) throw invalid("records_format", `Value must be one of ${JSON.stringify(recordFormats)}`)
  return known
}

function echoed({ q, sort, fields, distinct }: Params): Record<string, unknown> {
  const given = { q, sort, fields, distinct }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ""))
}

function recordsAs(format: RecordFormat, { columns, rows }: RowsPage): unknown {
  if (format === "objects") return rows.map(({ values }) => values)
  const lists = rows.map(({ values }) => columns.map(({ name }) => values[name] ?? null))
  if (format === "lists") return lists
  return lists.map((values) => lineOf(values, format)).join("")
}

/** Values only: the header is in `fields`. */
function lineOf(values: readonly unknown[], format: "csv" | "tsv"): string {
  const separator = format === "csv" ? "," : "\t"
  const cell = (value: unknown) => {
    const text = value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value)
    return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `${values.map(cell).join(separator)}\n`
}

/** Relative, as CKAN's: clients that follow `next` end when a page has no records. */
function links(params: Params, { limit, offset }: { limit: number; offset: number }) {
  const at = (position: number) => {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(params)) {
      if (name === "offset" || name === "limit" || value === undefined || value === null) continue
      query.set(name, typeof value === "object" ? JSON.stringify(value) : String(value))
    }
    query.set("limit", String(limit))
    if (position > 0) query.set("offset", String(position))
    return `/api/3/action/datastore_search?${query}`
  }
  return {
    start: at(0),
    next: at(offset + limit),
    ...(offset > 0 ? { prev: at(Math.max(0, offset - limit)) } : {}),
  }
}
