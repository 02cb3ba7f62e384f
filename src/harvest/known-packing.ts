import type { Packing } from "./packed-map.ts"
import type { KnownRecord } from "./plan-harvest.ts"

const kinds = ["dataset", "series", "service"] as const satisfies readonly KnownRecord["kind"][]

/** A byte for kind and whether it is gone, 16 of the entity's UUID, then the hash. */
export const knownPacking: Packing<KnownRecord> = {
  pack({ entityId, hash, kind, gone }) {
    const flags = kinds.indexOf(kind) * 2 + (gone ? 1 : 0)
    return Buffer.from(`${flags.toString(16).padStart(2, "0")}${entityId.replaceAll("-", "")}${hash}`, "hex")
  },
  unpack(bytes) {
    const flags = bytes[0]!
    const id = bytes.toString("hex", 1, 17)
    return {
      entityId: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
      hash: bytes.toString("hex", 17),
      kind: kinds[flags >> 1]!,
      gone: flags % 2 === 1,
    }
  },
}
