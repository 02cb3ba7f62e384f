import { open } from "node:fs/promises"
import type { RawParquet } from "../raw-table.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { OpenedFile } from "../workspace.ts"

const magic = "PAR1"

/** Its mark stands at both ends: one without the second was cut. */
export async function openParquet({ path, byteSize }: OpenedFile): Promise<RawParquet> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, Math.max(0, byteSize - 8))
    const footer = bytesRead === 8 ? buffer.readUInt32LE(0) : 0
    if (buffer.toString("latin1", 4) !== magic || footer === 0 || footer + 12 > byteSize) {
      throw new CannotBeTable("damaged", { reason: "parquet" })
    }
  } finally {
    await file.close()
  }
  return { kind: "parquet", path, name: "", notes: [] }
}
