import type { Row } from "../text/find-table.ts"

const mostRecords = 20_000
const mostColumns = 200

/** Records of a JSON text as rows under a header: an array of objects, GeoJSON features, or the first such list inside. */
export function jsonGrid(text: string): { rows: Row[]; records: number } | undefined {
  const found = recordsIn(parsed(text))
  if (!found) return undefined
  const sample = found.slice(0, mostRecords)
  const names = [...new Set(sample.slice(0, 1000).flatMap((record) => Object.keys(record)))].slice(0, mostColumns)
  if (names.length === 0) return undefined
  return {
    rows: [names, ...sample.map((record) => names.map((name) => cellFrom(record[name])))],
    records: found.length,
  }
}

type JsonRecord = Readonly<Record<string, unknown>>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Cut off, or no JSON after all: there are no records to show.
    return undefined
  }
}

function recordsIn(value: unknown): readonly JsonRecord[] | undefined {
  if (Array.isArray(value)) return value.length > 0 && value.every(isRecord) ? value.map(withProperties) : undefined
  if (!isRecord(value)) return undefined
  return Object.values(value)
    .filter((inner) => Array.isArray(inner) && inner.length > 0 && inner.every(isRecord))
    .map((inner) => (inner as JsonRecord[]).map(withProperties))
    .sort((a, b) => b.length - a.length)[0]
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** Of a GeoJSON feature, what is said of it; its shape is no column. */
function withProperties(record: JsonRecord): JsonRecord {
  return record.type === "Feature" && isRecord(record.properties) ? record.properties : record
}

function cellFrom(value: unknown): string {
  if (value === null || value === undefined) return ""
  return typeof value === "object" ? JSON.stringify(value).slice(0, 200) : String(value)
}
