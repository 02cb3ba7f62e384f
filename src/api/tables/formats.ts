import { type ExportFormat, exportFormats } from "../../tabular/index.ts"

/** What each export is called in HTTP. */
export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  json: "application/json",
  jsonl: "application/x-ndjson",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  parquet: "application/vnd.apache.parquet",
  geojson: "application/geo+json",
}

const alsoCalled: Readonly<Record<string, ExportFormat>> = {
  "application/jsonl": "jsonl",
  "application/ndjson": "jsonl",
  "application/parquet": "parquet",
}

const formatsByType = new Map<string, ExportFormat>([
  ...exportFormats.map((format) => [mediaTypes[format], format] as const),
  ...Object.entries(alsoCalled),
])

const readAsText: ReadonlySet<ExportFormat> = new Set(["csv", "tsv", "jsonl"])

export function contentTypeOf(format: ExportFormat): string {
  return readAsText.has(format) ? `${mediaTypes[format]}; charset=utf-8` : mediaTypes[format]
}

/** The export that is asked for by `Accept`; none where a page of JSON does as well (RFC 9110 §12.5.1). */
export function exportAccepted(accept = ""): ExportFormat | undefined {
  const ranges = accept.split(",").slice(0, 30).map(weighed)
  const json = Math.max(0, ...ranges.filter(({ type }) => type === mediaTypes.json).map(({ weight }) => weight))
  const wanted = ranges.flatMap(({ type, weight }) => {
    const format = formatsByType.get(type)
    return format && format !== "json" && weight > 0 && weight >= json ? [{ format, weight }] : []
  })
  return wanted.sort((a, b) => b.weight - a.weight)[0]?.format
}

function weighed(range: string): { readonly type: string; readonly weight: number } {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase())
  const weight = Number(parameters.find((one) => one.startsWith("q="))?.slice(2) ?? 1)
  return { type, weight: Number.isNaN(weight) ? 0 : weight }
}
