/**
 * Where records wait between reading and applying. A run changes nothing until its source was read to the end, and a
 * catalogue may be larger than memory: so they go to a file, one JSON line each, and come back in the same order. The file
 * outlives a process that is killed: a reading of the same source, asked the same way, goes on at the last page that was
 * written down (`page-end`).
 */
import { once } from "node:events"
import { createReadStream, createWriteStream, type WriteStream } from "node:fs"
import { mkdir, readdir, rename, rm, stat, truncate } from "node:fs/promises"
import { basename, join } from "node:path"
import { createInterface } from "node:readline"
import { finished } from "node:stream/promises"
import type { FoundRecord, PageEnd, Problem } from "./connector.ts"

export type SpooledRecord = Extract<FoundRecord, { kind: "dataset" | "series" | "service" }> & { readonly hash: string }

/** A record that needs no write, as far as the plan has to know of it; written where a reading may have to go on. */
export interface SeenRecord {
  readonly kind: "seen"
  readonly as: FoundRecord["kind"]
  readonly remoteId: string
  readonly hash: string
  readonly problems?: readonly Problem[]
}

export type SpoolLine = SpooledRecord | SeenRecord | PageEnd

// readline also breaks lines at these two, which JSON leaves as they are.
const lineBreaks = /[\u2028\u2029]/g
const escaped = (character: string) => (character === "\u2028" ? "\\u2028" : "\\u2029")

const batchSize = 500
/** A transaction is sent as a few texts: these must stay far below what a text can hold. */
const batchCharacters = 16_000_000
/** What an older reading saw may be something else by now. */
const longestKeptMs = 24 * 60 * 60 * 1000

export interface Spool {
  /** Where an earlier reading was cut; absent for a new one. */
  readonly resumedAt?: string
  add(line: string): Promise<void>
  /** All lines there are, in order: what an earlier reading left. */
  lines(): AsyncIterable<SpoolLine>
  close(): Promise<void>
  /** Records of one kind in the order they came, in groups that one transaction takes. */
  batches(kind: SpooledRecord["kind"]): AsyncIterable<SpooledRecord[]>
  remove(): Promise<void>
}

export interface SpoolPlace {
  readonly folder: string
  readonly sourceId: string
  /** A file of this run alone: a run that lost its lock may still be about when the next one begins. */
  readonly runId: string
  /** What a reading depends on; only a file of the same key is gone on with. Absent: always from the beginning. */
  readonly key?: string | undefined
}

/** Takes up what a killed run of the source left where that fits; everything else that lies about of the source is removed. */
export async function openSpool(place: SpoolPlace): Promise<Spool> {
  const { folder, sourceId, runId, key } = place
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${sourceId}.${runId}.jsonl`)
  let resumedAt: string | undefined
  for (const left of await readdir(folder)) {
    if (!left.startsWith(`${sourceId}.`) || left === basename(path)) continue
    const old = join(folder, left)
    resumedAt ??= key === undefined ? undefined : await takeUp(old, path, key)
    await rm(old, { force: true })
  }
  const file = createWriteStream(path, { flags: resumedAt === undefined ? "w" : "a" })
  if (resumedAt === undefined) file.write(headOf(key))
  return { ...spoolOn(path, file), ...(resumedAt === undefined ? {} : { resumedAt }) }
}

function headOf(key: string | undefined): string {
  return `${JSON.stringify({ kind: "spool", key: key ?? null })}\n`
}

/** The file, cut after its last page end, becomes ours; answers where that was, or nothing where it does not fit. */
async function takeUp(old: string, path: string, key: string): Promise<string | undefined> {
  const { mtimeMs } = await stat(old)
  if (Date.now() - mtimeMs > longestKeptMs) return undefined
  const head = headOf(key)
  let at = 0
  let last: { next: string; end: number } | undefined
  for await (const line of linesOf(old)) {
    if (at === 0 && `${line}\n` !== head) return undefined
    at += Buffer.byteLength(line) + 1
    if (line.startsWith('{"kind":"page-end"')) last = pageEndIn(line, at) ?? last
  }
  if (!last) return undefined
  await truncate(old, last.end)
  await rename(old, path)
  return last.next
}

// The last line of a killed process may be half of one.
function pageEndIn(line: string, end: number): { next: string; end: number } | undefined {
  try {
    const { next } = JSON.parse(line) as PageEnd
    return { next, end }
  } catch {
    return undefined
  }
}

function linesOf(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY })
}

function spoolOn(path: string, file: WriteStream): Omit<Spool, "resumedAt"> {
  let failure: Error | undefined
  // A full disk is reported by the next `add`, not by a crash of the process.
  file.on("error", (error) => {
    failure = error
  })
  return {
    async add(line) {
      if (failure) throw failure
      if (!file.write(`${line.replace(lineBreaks, escaped)}\n`)) await once(file, "drain")
    },
    async *lines() {
      let isHead = true
      for await (const line of linesOf(path)) {
        if (!isHead) yield JSON.parse(line) as SpoolLine
        isHead = false
      }
    },
    async close() {
      file.end()
      await finished(file)
    },
    async *batches(kind) {
      const begins = `{"kind":"${kind}"`
      let batch: SpooledRecord[] = []
      let characters = 0
      for await (const line of linesOf(path)) {
        if (!line.startsWith(begins)) continue
        if (batch.length === batchSize || (batch.length > 0 && characters + line.length > batchCharacters)) {
          yield batch
          batch = []
          characters = 0
        }
        batch.push(JSON.parse(line) as SpooledRecord)
        characters += line.length
      }
      if (batch.length > 0) yield batch
    },
    async remove() {
      file.destroy()
      await rm(path, { force: true })
    },
  }
}
