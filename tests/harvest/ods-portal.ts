/** An Opendatasoft portal in this process: its catalogue over plain objects, with the faults and limits that portals have. */
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"

export interface OdsEntry {
  readonly dataset_id: string
  readonly metas: { readonly default: Readonly<Record<string, unknown>>; readonly [template: string]: unknown }
  readonly [name: string]: unknown
}

export interface OdsPortal {
  datasets: readonly unknown[]
  onAsk?: (url: URL) => void
  /** Refuses to order by identifiers. */
  readonly unordered?: boolean
  readonly repeatsPages?: boolean
  readonly endsAfter?: number
}

export function odsPortal(portal: OdsPortal) {
  const requests: URL[] = []
  const fetch: FetchGuarded = async (text) => {
    const url = new URL(text)
    requests.push(url)
    portal.onAsk?.(url)
    const value = answerTo(url, portal)
    const body = JSON.stringify(value ?? { error_code: "ODSQLError", message: "ODSQL query is malformed" })
    const bytes = async () => new TextEncoder().encode(body)
    const headers = { "content-type": "application/json; charset=utf-8" }
    return { status: value === undefined ? 400 : 200, url: text, headers, bytes, text: async () => body }
  }
  return { fetch, requests }
}

function answerTo(url: URL, portal: OdsPortal): unknown {
  if (url.pathname === "/api/datasets/1.0/search/") {
    const [rows, start] = ["rows", "start"].map((name) => Number(url.searchParams.get(name)))
    return { nhits: portal.datasets.length, datasets: portal.datasets.slice(start, (start ?? 0) + (rows ?? 0)) }
  }
  if (url.pathname !== "/api/explore/v2.1/catalog/datasets") return undefined
  const [limit, offset] = ["limit", "offset"].map((name) => Number(url.searchParams.get(name))) as [number, number]
  const order = url.searchParams.get("order_by")
  if (limit > 100 || offset + limit > 10_000 || (portal.unordered && order === "dataset_id")) return undefined
  const where = url.searchParams.get("where") ?? ""
  if (where.includes("nonsense")) return undefined
  const found = ordered(portal.datasets, order).filter(matches(where))
  const start = portal.repeatsPages ? 0 : offset
  return { total_count: found.length, results: found.slice(0, portal.endsAfter).slice(start, start + limit) }
}

/** Understands the conditions that the connector writes: moments of description and of data. */
function matches(where: string) {
  const clauses = [...where.matchAll(/(metadata_processed|data_processed) >= date'([^']+)'/g)]
  return (entry: unknown) =>
    clauses.length === 0 || clauses.some(([, name = "", moment = ""]) => timeOf(entry, name) >= Date.parse(moment))
}

const times = new WeakMap<object, Readonly<Record<string, number>>>()

/** Entries without a date come after all moments, and after none. */
function timeOf(entry: unknown, name: string): number {
  const { metas } = entry as OdsEntry
  const known = times.get(metas.default)?.[name]
  if (known !== undefined) return known
  const time = Date.parse(String(metas.default[name] ?? ""))
  times.set(metas.default, { ...times.get(metas.default), [name]: time })
  return time
}

const sorted = new WeakMap<readonly unknown[], Record<string, readonly unknown[]>>()

/** Remembered by list: a catalogue of ten thousand is asked for a hundred times. */
function ordered(entries: readonly unknown[], order: string | null): readonly unknown[] {
  const known = sorted.get(entries) ?? {}
  sorted.set(entries, known)
  known[order ?? ""] ??= sort(entries, order)
  return known[order ?? ""] as readonly unknown[]
}

function sort(entries: readonly unknown[], order: string | null): readonly unknown[] {
  const last = (time: number) => (Number.isNaN(time) ? Number.MAX_VALUE : time)
  if (order === "metadata_processed") return entries.toSorted((a, b) => last(timeOf(a, order)) - last(timeOf(b, order)))
  if (order !== "dataset_id") return entries
  const idOf = (entry: unknown) => String((entry as OdsEntry).dataset_id)
  return entries.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
}
