import { constants } from "node:fs"
import { open, stat, statfs, truncate } from "node:fs/promises"
import { join } from "node:path"
import { isCode, makeFolder, StorageFull, writeStream } from "../files/index.ts"
import { isUuid } from "../ids.ts"

/** Files under way: `FOLDER/ID`, never a name from outside. One that does not exist has no bytes yet. */
export function arrivingPath(folder: string, id: string): string {
  if (!isUuid(id)) throw new Error("Not the id of an upload")
  return join(folder, id)
}

export async function arrivedBytes(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    (error: unknown) => {
      if (isCode(error, "ENOENT")) return 0
      throw error
    },
  )
}

export async function cutOff(path: string, size: number): Promise<void> {
  if ((await arrivedBytes(path)) > size) await truncate(path, size)
}

export interface Piece {
  readonly position: number
  readonly maxBytes: number
  readonly see?: (piece: Uint8Array) => void
}

export async function writePiece(path: string, source: AsyncIterable<Uint8Array>, piece: Piece): Promise<number> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  try {
    return await writeStream(file, source, piece)
  } finally {
    await file.close()
  }
}

/** Refuses what would fill the disk, before a byte of it is sent. */
export async function assertRoom(folder: string, neededBytes: number): Promise<void> {
  await makeFolder(folder)
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < neededBytes) throw new StorageFull()
}
