import { Refusal } from "../refusal.ts"

/** The disk is full, or would be: nothing of the file was kept. Reading goes on. */
export class StorageFull extends Refusal {
  readonly code = "storage-full"
  readonly status = 507

  constructor() {
    super("The disk is full: free some space, or ask the portal's operator to; then send the file again")
  }
}

/** More bytes came than may come. */
export class FileTooLarge extends Refusal {
  readonly code = "file-too-large"
  readonly status = 413

  constructor(limitBytes: number) {
    super(`The file is larger than ${limitBytes} bytes`, { limitBytes, limitMegabytes: Math.floor(limitBytes / 1e6) })
  }
}

/** The bytes are not where they must be: deleted by hand, or a disk that was not mounted. */
export class BlobMissing extends Error {
  override readonly name = "BlobMissing"

  constructor(hash: string) {
    super(`The blob ${hash} is not in the store`)
  }
}

const full = new Set<unknown>(["ENOSPC", "EDQUOT", "EFBIG"])

/** What the file system calls a lack of space, as our refusal; any other error as it is. */
export function storageError(error: unknown): unknown {
  return full.has((error as { code?: unknown } | undefined)?.code) ? new StorageFull() : error
}
