/**
 * A portal that was moved or filled anew gives its datasets new identifiers. What came is then what went, where the contents
 * are equal: it keeps its dataset here, with its address, its corrections and its history.
 */
import { createHash } from "node:crypto"
import type { DatasetFacts } from "../catalogue/index.ts"
import type { Db } from "../platform/db.ts"
import type { KnownRecord, PlannedRecord } from "./plan-harvest.ts"
import { RecordIndex } from "./record-index.ts"
import { snapshotsOf } from "./source-record-store.ts"
import type { Spool } from "./spool.ts"

const batchSize = 500
/** So many that went are looked at; a larger move is a person's work. */
const most = 50_000

/** The same plan, where a record that came under a new name and one that went are the same: one update instead of both. */
export async function relinkRenumbered(
  records: Iterable<PlannedRecord>,
  {
    db,
    sourceId,
    known,
    spool,
  }: {
    db: Db
    sourceId: string
    known: ReadonlyMap<string, KnownRecord>
    spool: Pick<Spool, "batches">
  },
): Promise<Iterable<PlannedRecord>> {
  const isNew = ({ verdict, remoteId }: PlannedRecord) => verdict === "create" && !known.has(remoteId)
  const isGone = ({ verdict, remoteId }: PlannedRecord) =>
    verdict === "withdraw" && known.get(remoteId)?.kind === "dataset"
  const gone = [
    ...Iterator.from(records)
      .filter(isGone)
      .take(most + 1),
  ]
  if (gone.length === 0 || gone.length > most) return records
  const came = new RecordIndex()
  for (const record of records) if (isNew(record)) came.add(record.remoteId)
  if (came.size === 0) return records
  const went = new OncePerContent()
  for (let start = 0; start < gone.length; start += batchSize) {
    const remoteIds = gone.slice(start, start + batchSize).map(({ remoteId }) => remoteId)
    for (const { remoteId, snapshot } of await snapshotsOf(db, { sourceId, remoteIds })) went.add(remoteId, snapshot)
  }
  const found = new OncePerContent()
  for await (const batch of spool.batches("dataset"))
    for (const { remoteId, facts } of batch) if (came.has(remoteId)) found.add(remoteId, facts as DatasetFacts)
  return renamed(records, found.sharedWith(went), known)
}

function renamed(
  records: Iterable<PlannedRecord>,
  fromByTo: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, KnownRecord>,
): Iterable<PlannedRecord> {
  const from = new Set(fromByTo.values())
  return Iterator.from(records)
    .filter(({ verdict, remoteId }) => !(verdict === "withdraw" && from.has(remoteId)))
    .map((record) => {
      const renumberedFrom = fromByTo.get(record.remoteId)
      const entityId = renumberedFrom && known.get(renumberedFrom)?.entityId
      return entityId ? { ...record, verdict: "update", entityId, renumberedFrom } : record
    })
}

/** Remote ids by content; where two have the same content, nobody can say which is which. */
class OncePerContent {
  readonly #byContent = new Map<string, string | undefined>()

  add(remoteId: string, facts: DatasetFacts): void {
    const content = contentOf(facts)
    this.#byContent.set(content, this.#byContent.has(content) ? undefined : remoteId)
  }

  /** Ours → theirs, of contents that both have once. */
  sharedWith(other: OncePerContent): Map<string, string> {
    const shared = new Map<string, string>()
    for (const [content, remoteId] of this.#byContent) {
      const theirs = other.#byContent.get(content)
      if (remoteId !== undefined && theirs !== undefined) shared.set(remoteId, theirs)
    }
    return shared
  }
}

/** What stays when a portal is filled anew: texts, publisher and files by name; identifiers, addresses and dates do not. */
function contentOf({ title, description, publisher, keywords, distributions }: DatasetFacts): string {
  const files = distributions.map(({ title, format, description }) => [title, format, description])
  const content = JSON.stringify([title, description, publisher?.name, keywords, files])
  return createHash("sha256").update(content).digest("base64")
}
