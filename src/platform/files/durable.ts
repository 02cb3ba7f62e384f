import { constants } from "node:fs"
import { copyFile, link, mkdir, open, readdir, rename, stat, unlink, utimes } from "node:fs/promises"
import { dirname } from "node:path"

/** A new name in a folder survives a power cut only once the folder itself is on disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r")
  await handle.sync().finally(() => handle.close())
}

/** Makes a folder with those above it, each known to the disk. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

/** A second name for the same bytes; a copy where the two names lie on different disks. One that exists stays. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (isCode(error, "EEXIST")) return
    if (!["EXDEV", "EPERM", "ENOTSUP", "EMLINK"].some((code) => isCode(error, code))) throw error
    await copyWhole(from, to)
  }
}

// Under another name first: a copy that is interrupted must not look finished.
async function copyWhole(from: string, to: string): Promise<void> {
  const partial = `${to}.${process.pid}.part`
  try {
    await copyFile(from, partial, constants.COPYFILE_FICLONE)
    const handle = await open(partial, "r+")
    await handle.sync().finally(() => handle.close())
    await rename(partial, to)
  } finally {
    await unlinkIfThere(partial)
  }
}

export async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (!isCode(error, "ENOENT")) throw error
  })
}

/** Nothing where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return []
    throw error
  })
}

/** False of what went meanwhile. */
export async function isOlder(path: string, moment: Date): Promise<boolean> {
  return stat(path).then(
    ({ mtime }) => mtime < moment,
    (error: unknown) => {
      if (isCode(error, "ENOENT")) return false
      throw error
    },
  )
}

export async function touch(path: string): Promise<void> {
  const now = new Date()
  await utimes(path, now, now)
}

export function isCode(error: unknown, code: string): boolean {
  return (error as { code?: unknown } | undefined)?.code === code
}
