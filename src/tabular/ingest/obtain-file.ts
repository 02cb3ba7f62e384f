/** Brings a file onto our disk, whole, with its hash: from our own store, or from where it lies. */
import { createHash } from "node:crypto"
import { open, stat } from "node:fs/promises"
import { basename, join } from "node:path"
import { FetchRefused, type FetchStreamed } from "../../platform/fetch/index.ts"
import { type BlobStore, FileTooLarge, writeStream } from "../../platform/files/index.ts"
import type { FileToOpen } from "../open/raw-table.ts"
import { CannotBeTable } from "../open/table-refusal.ts"
import type { FileOrigin, Validators } from "./wanted-files.ts"

export interface Obtained {
  readonly file: FileToOpen
  readonly sha256: string
  readonly validators?: Validators
}

interface Sources {
  readonly blobs: Pick<BlobStore, "localPath">
  readonly stream: FetchStreamed
  readonly maxBytes: number
  readonly signal: AbortSignal
}

const timeoutMs = 30 * 60_000

/** `unchanged` where the host says that it is as it was. Throws `CannotBeTable`. */
export async function obtainFile(
  origin: FileOrigin,
  { folder, known, ...sources }: Sources & { readonly folder: string; readonly known?: Validators | undefined },
): Promise<Obtained | "unchanged"> {
  if (origin.kind === "remote") return download(origin.address, { folder, known, ...sources })
  const path = await sources.blobs.localPath(origin.sha256)
  const { size: byteSize } = await stat(path)
  if (byteSize > sources.maxBytes) throw tooLarge(sources.maxBytes)
  return { file: { path, name: origin.name, byteSize }, sha256: origin.sha256 }
}

async function download(
  address: string,
  { folder, known, stream, maxBytes, signal }: Sources & { folder: string; known?: Validators | undefined },
): Promise<Obtained | "unchanged"> {
  const path = join(folder, "file")
  try {
    return await stream(address, { headers: conditions(known), maxBytes, timeoutMs, signal }, async (response) => {
      const { status, headers, url, body } = response
      if (status === 304) return "unchanged"
      if (status !== 200) throw new CannotBeTable("unreachable", { status })
      const hash = createHash("sha256")
      const file = await open(path, "wx", 0o600)
      const byteSize = await writeStream(file, body, {
        position: 0,
        maxBytes,
        see: (piece) => hash.update(piece),
      }).finally(() => file.close())
      const name = nameFrom(url, headers["content-disposition"])
      const mediaType = headers["content-type"]
      const opened = { path, name, byteSize, ...(mediaType ? { mediaType } : {}) }
      return { file: opened, sha256: hash.digest("hex"), validators: validatorsIn(headers) }
    })
  } catch (error) {
    if (signal.aborted) throw error
    if (error instanceof FileTooLarge) throw tooLarge(maxBytes)
    if (error instanceof FetchRefused && error.code === "too-large") throw tooLarge(maxBytes)
    if (error instanceof FetchRefused) throw new CannotBeTable("unreachable", { cause: error.code })
    throw error
  }
}

function conditions(known: Validators | undefined): Record<string, string> {
  return {
    ...(known?.etag ? { "if-none-match": known.etag } : {}),
    ...(known?.lastModified && !known.etag ? { "if-modified-since": known.lastModified } : {}),
  }
}

function validatorsIn(headers: Readonly<Record<string, string>>): Validators {
  const { etag, "last-modified": lastModified, "content-length": length } = headers
  return {
    ...(etag ? { etag } : {}),
    ...(lastModified ? { lastModified } : {}),
    ...(length && /^\d+$/.test(length) && !headers["content-encoding"] ? { byteSize: Number(length) } : {}),
  }
}

/** What the file is called decides nothing but between formats that look the same; it is never a path. */
function nameFrom(url: string, disposition: string | undefined): string {
  const said = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(disposition ?? "")?.[1] ?? basename(new URL(url).pathname)
  try {
    return decodeURIComponent(said).slice(0, 255)
  } catch {
    return said.slice(0, 255)
  }
}

function tooLarge(maxBytes: number): CannotBeTable {
  return new CannotBeTable("too-large", { limit: maxBytes })
}
