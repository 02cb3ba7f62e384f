import type { FoundRecord } from "../connector.ts"
import { problem } from "../reading/index.ts"

/** Keeps remote ids unique within a run: the first record with an id stands, later ones are refused. */
export function onlyOnce(): (record: FoundRecord) => FoundRecord {
  const seen = new Map<string, number>()
  return (record) => {
    const times = (seen.get(record.remoteId) ?? 0) + 1
    seen.set(record.remoteId, times)
    if (times === 1) return record
    const remoteId = `${record.remoteId} (${times})`
    return { kind: "refused", remoteId, problems: [problem("duplicate-id", "id", record.remoteId)] }
  }
}
