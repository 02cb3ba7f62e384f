/**
 * What left this portal comes back when whoever harvests us is harvested by us. A record is ours when it is named by the UUID of
 * something that is or was here: as its remote id, its identifier, or one of the permanent addresses it passed through. The UUID
 * proves it, under whatever address the portal had then; a link to one of our pages proves nothing. The record that made a
 * dataset here, and alone ever did, may tell our address of it: it stays the source's.
 */
import type { Db } from "../platform/db.ts"
import type { FoundRecord, Problem } from "./connector.ts"
import { problem } from "./reading/index.ts"
import { isOnlyOrigin } from "./source-record-store.ts"
import { type UuidList, uuidsOf } from "./uuid-list.ts"

type Kept = Extract<FoundRecord, { facts: unknown }>

/** How it is named, where that ends with a UUID: `BASE/id/dataset/UUID`, `oai:HOST:dataset/UUID`, `urn:uuid:UUID`, `UUID`. */
function uuidsNaming(record: Kept): ReadonlyMap<string, string> {
  const { remoteId, facts } = record
  const identifier = record.kind === "dataset" ? record.facts.identifier : undefined
  const names = [remoteId, ...(identifier ? [identifier] : []), ...(facts.otherIdentifiers ?? [])]
  return new Map(
    names.flatMap((name) => {
      const uuid = atEnd.exec(name)?.[1]?.toLowerCase()
      return uuid ? [[uuid, name] as const] : []
    }),
  )
}

const atEnd = /(?:^|[/:])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i

const tables = { dataset: "dataset", series: "dataset_series", service: "data_service" } as const

/** Whether a record was left out as ours. */
export function isOwn(problems: readonly Problem[] = []): boolean {
  return problems.some(({ code }) => code === "own-record")
}

/** Everything that is or was here, by kind; read when the first record asks. */
export class OwnRecords {
  readonly #db: Db
  readonly #sourceId: string
  readonly #ids = new Map<Kept["kind"], UuidList>()

  constructor(db: Db, sourceId: string) {
    this.#db = db
    this.#sourceId = sourceId
  }

  /** A record that is ours is left out. */
  async withoutOurs(record: FoundRecord): Promise<FoundRecord> {
    if (!("facts" in record)) return record
    const uuids = uuidsNaming(record)
    if (uuids.size === 0) return record
    const ids = await this.#idsOf(record.kind)
    const { remoteId } = record
    for (const [uuid, name] of uuids) {
      if (!ids.has(uuid)) continue
      if (await isOnlyOrigin(this.#db, { sourceId: this.#sourceId, remoteId, entityId: uuid })) continue
      return { kind: "skipped", remoteId, reason: "ours", problems: [problem("own-record", "identifier", name)] }
    }
    return record
  }

  /** Whether it is named by something that is or was here: whose it is may be answered otherwise at the next reading. */
  async isNamedAsOurs(record: FoundRecord): Promise<boolean> {
    if (!("facts" in record)) return false
    const uuids = uuidsNaming(record)
    if (uuids.size === 0) return false
    const ids = await this.#idsOf(record.kind)
    return [...uuids.keys()].some((uuid) => ids.has(uuid))
  }

  async #idsOf(kind: Kept["kind"]): Promise<UuidList> {
    const known = this.#ids.get(kind)
    if (known) return known
    const ids = await uuidsOf(this.#db, tables[kind])
    this.#ids.set(kind, ids)
    return ids
  }
}
