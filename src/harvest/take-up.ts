/** Goes on with what a reading wrote down that was cut: its spool up to the last page end becomes the spool of the next run. */
import { copyFile, rm, stat, truncate } from "node:fs/promises"
import type { PageEnd } from "./connector.ts"
import { linesOf } from "./spool-lines.ts"

export interface SpoolHead {
  readonly kind: "spool"
  readonly key: string | null
  /** When its first reading began. */
  readonly begun: string
}

export interface TakenUp {
  /** Where to go on. */
  readonly next: string
  readonly bytes: number
}

/** What an older reading saw may be something else by now. */
const longestKeptMs = 24 * 60 * 60 * 1000

/** Nothing where it does not fit; the old file stays as it is. */
export async function takeUp(
  old: string,
  path: string,
  { key, now }: { readonly key: string; readonly now: Date },
): Promise<TakenUp | undefined> {
  if (!(await copied(old, path))) return undefined
  const last = await lastPageEnd(path, (head) => head.key === key && isFresh(head, now))
  if (last) await truncate(path, last.bytes)
  else await rm(path, { force: true })
  return last
}

function isFresh({ begun }: SpoolHead, now: Date): boolean {
  const age = now.getTime() - Date.parse(begun)
  return age >= 0 && age <= longestKeptMs
}

async function lastPageEnd(path: string, fits: (head: SpoolHead) => boolean): Promise<TakenUp | undefined> {
  const { size } = await stat(path)
  let bytes = 0
  let last: TakenUp | undefined
  let isBroken = false
  for await (const line of linesOf(path)) {
    // Only the last line of a killed process is half of one; after a crash of the machine a file may have holes.
    if (isBroken) return undefined
    isBroken = !isWhole(line)
    if (bytes === 0 && (isBroken || !fits(JSON.parse(line) as SpoolHead))) return undefined
    bytes += Buffer.byteLength(line) + 1
    // One whose line break did not make it to the disk counts as half, too.
    if (!isBroken && line.startsWith('{"kind":"page-end"') && bytes <= size)
      last = { next: (JSON.parse(line) as PageEnd).next, bytes }
  }
  return last
}

function isWhole(line: string): boolean {
  return line.startsWith('{"kind":"') && line.endsWith("}") && !line.includes("\0")
}

/**
 * A copy, as a run that lost its lock may still be about and write into the old one, or remove it. False where it is gone, or
 * where there is no room for two.
 */
async function copied(old: string, path: string): Promise<boolean> {
  try {
    await copyFile(old, path)
    return true
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code !== "ENOSPC" && code !== "ENOENT") throw error
    await rm(path, { force: true })
    return false
  }
}
