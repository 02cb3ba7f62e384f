/** How that which is noted of each record of a run lies in bytes. A record is told by its number in the index of the run. */
import type { Problem } from "./connector.ts"
import { jsonPacking, type Packing } from "./packed-bytes.ts"
import type { FoundDigest, KnownRecord, PlannedRecord } from "./plan-harvest.ts"
import type { RecordIndex } from "./record-index.ts"
import type { RecordVerdict } from "./report.ts"

const keptKinds = ["dataset", "series", "service"] as const satisfies readonly KnownRecord["kind"][]
const foundKinds = [...keptKinds, "refused", "skipped"] as const satisfies readonly FoundDigest["kind"][]
const plannedVerdicts = [
  "create",
  "update",
  "unchanged",
  "withdraw",
  "refuse",
  "leave",
] as const satisfies readonly PlannedRecord["verdict"][]
const doneVerdicts = [
  "created",
  "updated",
  "unchanged",
  "withdrawn",
  "refused",
  "skipped",
] as const satisfies readonly RecordVerdict[]

/** A byte for kind and whether it is gone, the entity's UUID, the hash. */
export const knownPacking: Packing<KnownRecord> = {
  pack: ({ entityId, hash, kind, gone }) =>
    Buffer.concat([byte(keptKinds.indexOf(kind) * 2 + (gone ? 1 : 0)), uuidBytes(entityId), Buffer.from(hash, "hex")]),
  unpack: (bytes) => ({
    entityId: uuidAt(bytes, 1),
    hash: bytes.toString("hex", 17),
    kind: keptKinds[bytes[0]! >> 1]!,
    gone: bytes[0]! % 2 === 1,
  }),
}

const refusedHash = Buffer.alloc(1)

/** Number, files (counted from one, zero: not said), kind; then the hash, where it has one. */
export function foundPacking(index: RecordIndex): Packing<FoundDigest> {
  return {
    pack: ({ remoteId, kind, hash, files }) => {
      const head = Buffer.allocUnsafe(9)
      head.writeUInt32LE(index.add(remoteId), 0)
      head.writeUInt32LE(files === undefined ? 0 : files + 1, 4)
      head[8] = foundKinds.indexOf(kind)
      if (hash === undefined) return head
      return Buffer.concat([head, hash === "" ? refusedHash : Buffer.from(hash, "hex")])
    },
    unpack: (bytes) => {
      const files = bytes.readUInt32LE(4)
      const hash = bytes.length === 10 ? "" : bytes.toString("hex", 9)
      return {
        remoteId: index.nameOf(bytes.readUInt32LE(0)),
        kind: foundKinds[bytes[8]!]!,
        ...(bytes.length > 9 ? { hash } : {}),
        ...(files > 0 ? { files: files - 1 } : {}),
      }
    },
  }
}

/** Number, the number that it had before (counted from one, zero: the same), verdict; then the entity's UUID, where it has one. */
export function plannedPacking(index: RecordIndex): Packing<PlannedRecord> {
  return {
    pack: ({ remoteId, verdict, entityId, renumberedFrom }) => {
      const head = Buffer.allocUnsafe(9)
      head.writeUInt32LE(index.add(remoteId), 0)
      head.writeUInt32LE(renumberedFrom === undefined ? 0 : index.add(renumberedFrom) + 1, 4)
      head[8] = plannedVerdicts.indexOf(verdict)
      return entityId === undefined ? head : Buffer.concat([head, uuidBytes(entityId)])
    },
    unpack: (bytes) => {
      const before = bytes.readUInt32LE(4)
      return {
        remoteId: index.nameOf(bytes.readUInt32LE(0)),
        verdict: plannedVerdicts[bytes[8]!]!,
        ...(bytes.length > 9 ? { entityId: uuidAt(bytes, 9) } : {}),
        ...(before > 0 ? { renumberedFrom: index.nameOf(before - 1) } : {}),
      }
    },
  }
}

export interface RecordOutcome {
  readonly verdict: RecordVerdict
  readonly datasetId?: string
  readonly note?: Problem
}

const noUuid = Buffer.alloc(16)
const notes = jsonPacking<Problem>()

/** Verdict, the dataset's UUID or zeros; then the note, where there is one. */
export const outcomePacking: Packing<RecordOutcome> = {
  pack: ({ verdict, datasetId, note }) =>
    Buffer.concat([
      byte(doneVerdicts.indexOf(verdict)),
      datasetId === undefined ? noUuid : uuidBytes(datasetId),
      ...(note ? [notes.pack(note)] : []),
    ]),
  unpack: (bytes) => ({
    verdict: doneVerdicts[bytes[0]!]!,
    ...(bytes.subarray(1, 17).equals(noUuid) ? {} : { datasetId: uuidAt(bytes, 1) }),
    ...(bytes.length > 17 ? { note: notes.unpack(bytes.subarray(17)) } : {}),
  }),
}

function byte(value: number): Buffer {
  return Buffer.of(value)
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex")
}

function uuidAt(bytes: Buffer, start: number): string {
  const hex = bytes.toString("hex", start, start + 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
