/** Which files are read into tables, and when one is read again. Pure. */

/** A distribution as far as its file matters, with what was measured of it. */
export interface Candidate {
  readonly distributionId: string
  readonly origin: FileOrigin
  /** Format codes: declared, and what it really is where that was seen to differ. */
  readonly format?: string
  readonly realFormat?: string
  /** What the link checker thinks of the address. */
  readonly verdict?: string
  /** In any manner of writing a date. */
  readonly lastModified?: string
  readonly byteSize?: number
}

export type FileOrigin =
  | { readonly kind: "own"; readonly fileId: string; readonly sha256: string; readonly name: string }
  | { readonly kind: "remote"; readonly address: string; readonly isDownload: boolean }

/** What was read of it last, or tried to. */
export interface LastReading {
  readonly state: IngestionState
  readonly reason?: string
  readonly fileSha256?: string
  readonly address?: string
  readonly validators?: Validators
  readonly maker: number
}

export type IngestionState = "waiting" | "running" | "done" | "refused" | "failed"

/** By what a host tells one version of a file from the next. */
export interface Validators {
  readonly etag?: string
  readonly lastModified?: string
  readonly byteSize?: number
}

/** Raised when tables are made in a better manner: every file is then read again. */
export const maker = 1

export const tabularFormats: ReadonlySet<string> = new Set([
  "CSV",
  "TSV",
  "XLSX",
  "XLS",
  "ODS",
  "JSON",
  "JSONL",
  "NDJSON",
  "GEOJSON",
  "SHP",
  "GPKG",
  "KML",
  "KMZ",
  "PARQUET",
  "ZIP",
  "GZIP",
  "TXT",
])

/** A file that may hold a table, by its own account or by what it turned out to be. */
export function mayHoldTable({ origin, format, realFormat }: Candidate): boolean {
  const said = realFormat ?? format
  if (said !== undefined) return tabularFormats.has(said)
  // An upload without a format is looked into; an address of elsewhere has to promise something.
  return (
    origin.kind === "own" ||
    /\.(?:csv|tsv|xlsx?|ods|geojson|jsonl?|parquet|gpkg|km[lz])(?:\.gz)?$/i.test(pathOf(origin.address))
  )
}

export function isWorthReading(candidate: Candidate, last: LastReading | undefined): boolean {
  if (!mayHoldTable(candidate)) return false
  if (last?.state === "waiting" || last?.state === "running") return false
  if (last?.state === "failed") return true
  const { origin } = candidate
  if (origin.kind === "own") return !last || last.maker < maker || last.fileSha256 !== origin.sha256
  if (candidate.verdict === "broken") return false
  if (!last || last.maker < maker || last.address !== origin.address) return true
  if (last.reason === "unreachable") return candidate.verdict === "ok"
  return changedSince(candidate, last.validators)
}

function changedSince({ lastModified, byteSize }: Candidate, seen: Validators | undefined): boolean {
  return differs(moment(lastModified), moment(seen?.lastModified)) || differs(byteSize, seen?.byteSize)
}

function differs(now: number | undefined, then: number | undefined): boolean {
  return now !== undefined && then !== undefined && now !== then
}

/** The host writes dates of HTTP, the link checker those of ISO 8601. */
function moment(date: string | undefined): number | undefined {
  const time = Date.parse(date ?? "")
  return Number.isNaN(time) ? undefined : time
}

function pathOf(address: string): string {
  return URL.parse(address)?.pathname ?? ""
}
