import { createHash, randomUUID } from "node:crypto"
import { createReadStream } from "node:fs"
import { access, open, rename } from "node:fs/promises"
import { join } from "node:path"
import { type Blob, type BlobHash, type BlobStore, type ByteRange, isBlobHash } from "./blob-store.ts"
import { isCode, isOlder, linkOrCopy, makeFolder, namesIn, syncFolder, touch, unlinkIfThere } from "./durable.ts"
import { BlobMissing, storageError } from "./errors.ts"
import { writeStream } from "./write-stream.ts"

const readBytes = 1024 * 1024

/**
 * Blobs as files: `FOLDER/ab/cd/abcd…`. No name from outside becomes a path: a name is a hash, or it is refused. What is
 * being written lies in `FOLDER/incoming` and gets its name when it is whole and on disk.
 */
export function createLocalBlobStore(folder: string): BlobStore {
  const incoming = join(folder, "incoming")
  return {
    put: (source, { maxBytes }) => put(source, { folder, incoming, maxBytes }),
    adopt: (path) => adopt(path, folder),
    open: (hash, range) => openBlob(pathOf(folder, hash), { hash, range }),
    localPath: (hash) => localPath(pathOf(folder, hash), hash),
    has: (hash) => exists(pathOf(folder, hash)),
    delete: (hash) => unlinkIfThere(pathOf(folder, hash)),
    storedBefore: (moment) => storedBefore(moment, { folder, incoming }),
  }
}

function folderOf(folder: string, hash: BlobHash): string {
  if (!isBlobHash(hash)) throw new Error("Not the name of a blob")
  return join(folder, hash.slice(0, 2), hash.slice(2, 4))
}

function pathOf(folder: string, hash: BlobHash): string {
  return join(folderOf(folder, hash), hash)
}

async function put(
  source: AsyncIterable<Uint8Array>,
  { folder, incoming, maxBytes }: { folder: string; incoming: string; maxBytes: number },
): Promise<Blob> {
  const partial = join(incoming, randomUUID())
  try {
    await makeFolder(incoming)
    const blob = await writeHashed(partial, source, maxBytes)
    await makeFolder(folderOf(folder, blob.hash))
    // Over one that is there already: the same bytes, and its age begins anew.
    await rename(partial, pathOf(folder, blob.hash))
    await syncFolder(folderOf(folder, blob.hash))
    return blob
  } catch (error) {
    await unlinkIfThere(partial)
    throw storageError(error)
  }
}

async function writeHashed(path: string, source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Blob> {
  const hash = createHash("sha256")
  const file = await open(path, "wx", 0o600)
  try {
    const size = await writeStream(file, source, { position: 0, maxBytes, see: (piece) => hash.update(piece) })
    return { hash: hash.digest("hex"), size }
  } finally {
    await file.close()
  }
}

async function adopt(path: string, folder: string): Promise<Blob> {
  const blob = await hashOf(path)
  const target = pathOf(folder, blob.hash)
  try {
    await makeFolder(folderOf(folder, blob.hash))
    await linkOrCopy(path, target)
    // Young again, so that no sweep takes it before it is named.
    await touch(target)
    await syncFolder(folderOf(folder, blob.hash))
  } catch (error) {
    throw storageError(error)
  }
  return blob
}

async function hashOf(path: string): Promise<Blob> {
  const hash = createHash("sha256")
  let size = 0
  for await (const piece of createReadStream(path, { highWaterMark: readBytes })) {
    hash.update(piece as Uint8Array)
    size += (piece as Uint8Array).length
  }
  return { hash: hash.digest("hex"), size }
}

async function openBlob(path: string, { hash, range }: { hash: BlobHash; range: ByteRange | undefined }) {
  const file = await open(path, "r").catch((error: unknown) => {
    throw isCode(error, "ENOENT") ? new BlobMissing(hash) : error
  })
  return file.createReadStream({ ...range, highWaterMark: readBytes })
}

async function localPath(path: string, hash: BlobHash): Promise<string> {
  if (!(await exists(path))) throw new BlobMissing(hash)
  return path
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function* storedBefore(moment: Date, { folder, incoming }: { folder: string; incoming: string }) {
  for (const name of await namesIn(incoming)) {
    if (await isOlder(join(incoming, name), moment)) await unlinkIfThere(join(incoming, name))
  }
  // One first-level folder at a time: some hundred names even among a hundred thousand.
  for (const first of (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    const old: BlobHash[] = []
    for (const second of await namesIn(join(folder, first))) {
      const within = join(folder, first, second)
      for (const name of await namesIn(within)) {
        if (isBlobHash(name) && (await isOlder(join(within, name), moment))) old.push(name)
      }
    }
    if (old.length > 0) yield old
  }
}
