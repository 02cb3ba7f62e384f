/**
 * Where changed records wait between reading and applying. A run changes nothing until its source was read to the end, and
 * a catalogue may be larger than memory: so they go to a file, one JSON line each, and come back in the same order.
 */
import { once } from "node:events"
import { createReadStream, createWriteStream } from "node:fs"
import { mkdir, readdir, rm } from "node:fs/promises"
import { basename, join } from "node:path"
import { createInterface } from "node:readline"
import { finished } from "node:stream/promises"
import type { FoundRecord } from "./connector.ts"

export type SpooledRecord = Extract<FoundRecord, { kind: "dataset" | "series" | "service" }> & { readonly hash: string }

// readline also breaks lines at these two, which JSON leaves as they are.
const lineBreaks = /[\u2028\u2029]/g
const escaped = (character: string) => (character === "\u2028" ? "\\u2028" : "\\u2029")

const batchSize = 500
/** A transaction is sent as a few texts: these must stay far below what a text can hold. */
const batchCharacters = 16_000_000

export interface Spool {
  add(line: string): Promise<void>
  close(): Promise<void>
  /** Records of one kind in the order they came, in groups that one transaction takes. */
  batches(kind: SpooledRecord["kind"]): AsyncIterable<SpooledRecord[]>
  remove(): Promise<void>
}

/**
 * A file of this run alone: a run that lost its lock may still be about when the next one begins. What killed runs of the
 * source left behind is removed.
 */
export async function openSpool(folder: string, sourceId: string, runId: string): Promise<Spool> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${sourceId}.${runId}.jsonl`)
  for (const left of await readdir(folder)) {
    if (left.startsWith(`${sourceId}.`) && left !== basename(path)) await rm(join(folder, left), { force: true })
  }
  const file = createWriteStream(path)
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
    async close() {
      file.end()
      await finished(file)
    },
    async *batches(kind) {
      const lines = createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY })
      let batch: SpooledRecord[] = []
      let characters = 0
      for await (const line of lines) {
        const record = JSON.parse(line) as SpooledRecord
        if (record.kind !== kind) continue
        if (batch.length === batchSize || (batch.length > 0 && characters + line.length > batchCharacters)) {
          yield batch
          batch = []
          characters = 0
        }
        batch.push(record)
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
