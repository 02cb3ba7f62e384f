/**
 * Where records wait between reading and applying. A run changes nothing until its source was read to the end, and a
 * catalogue may be larger than memory: so they go to a file, one JSON line each, and come back in the same order. The file
 * outlives a process that is killed: a reading of the same source, asked the same way, goes on at the last page that was
 * written down (`page-end`).
 */
import { once } from "node:events"
import { createWriteStream, type WriteStream } from "node:fs"
import { mkdir, readdir, rm } from "node:fs/promises"
import { basename, join } from "node:path"
import { finished } from "node:stream/promises"
import type { FoundRecord, PageEnd, Problem } from "./connector.ts"
import { stopped } from "./reading/index.ts"
import { asLine, linesOf } from "./spool-lines.ts"
import { type SpoolHead, type TakenUp, takeUp } from "./take-up.ts"

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

const batchSize = 500
/** A transaction is sent as a few texts: these must stay far below what a text can hold. */
const batchCharacters = 16_000_000
/** Three hundred thousand records take one or two gigabytes; a source without end must not fill the disk. */
const mostBytesOfAll = 8 * 1024 ** 3

export interface Spool {
  /** Where an earlier reading was cut; absent for a new one. */
  readonly resumedAt?: string
  /** Throws `HarvestStopped` (`too-large`) where the records outgrow the room there is for them. */
  add(line: string): Promise<void>
  /** All lines there are, in order: what an earlier reading left. */
  lines(): AsyncIterable<SpoolLine>
  close(): Promise<void>
  /** Leaves what was written for the next run. */
  keep(): Promise<void>
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
  readonly now: Date
  /** What others left stays where it is. */
  readonly keepsOthers?: boolean
  readonly mostBytes?: number
}

/** Takes up what a killed run of the source left where that fits; everything else that lies about of the source is removed. */
export async function openSpool(place: SpoolPlace): Promise<Spool> {
  const { folder, sourceId, runId, key, now, mostBytes = mostBytesOfAll } = place
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${sourceId}.${runId}.jsonl`)
  let taken: TakenUp | undefined
  for (const left of place.keepsOthers ? [] : await readdir(folder)) {
    if (!left.startsWith(`${sourceId}.`) || left === basename(path)) continue
    const old = join(folder, left)
    taken ??= key === undefined ? undefined : await takeUp(old, path, { key, now })
    await rm(old, { force: true })
  }
  const file = createWriteStream(path, { flags: taken ? "a" : "w" })
  const head: SpoolHead = { kind: "spool", key: key ?? null, begun: now.toISOString() }
  if (!taken) file.write(asLine(JSON.stringify(head)))
  const spool = spoolOn(path, file, mostBytes - (taken?.bytes ?? 0))
  return { ...spool, ...(taken ? { resumedAt: taken.next } : {}) }
}

function spoolOn(path: string, file: WriteStream, room: number): Omit<Spool, "resumedAt"> {
  let bytesLeft = room
  let failure: Error | undefined
  // A full disk is reported by the next `add`, not by a crash of the process.
  file.on("error", (error) => {
    failure = error
  })
  return {
    async add(json) {
      if (failure) throw failure
      const line = asLine(json)
      bytesLeft -= Buffer.byteLength(line)
      if (bytesLeft < 0) throw stopped("too-large", { spooledBytes: room })
      if (!file.write(line)) await once(file, "drain")
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
    async keep() {
      file.end()
      // What could not be written down to its end is of no use to anybody.
      await finished(file).catch(() => rm(path, { force: true }))
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
