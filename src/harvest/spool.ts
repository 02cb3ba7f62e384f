/**
 * Where changed records wait between reading and applying. A run changes nothing until its source was read to the end, and
 * a catalogue may be larger than memory: so they go to a file, one JSON line each, and come back in the same order.
 */
import { once } from "node:events"
import { createReadStream, createWriteStream } from "node:fs"
import { mkdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { finished } from "node:stream/promises"
import type { FoundRecord } from "./connector.ts"

export type SpooledRecord = Extract<FoundRecord, { kind: "dataset" | "series" | "service" }> & { readonly hash: string }

// readline also breaks lines at these two, which JSON leaves as they are.
const lineBreaks = /[\u2028\u2029]/g
const escaped = (character: string) => (character === "\u2028" ? "\\u2028" : "\\u2029")

export interface Spool {
  add(line: string): Promise<void>
  close(): Promise<void>
  records(): AsyncIterable<SpooledRecord>
  remove(): Promise<void>
}

export async function openSpool(folder: string, name: string): Promise<Spool> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${name}.jsonl`)
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
    async *records() {
      const lines = createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY })
      for await (const line of lines) yield JSON.parse(line) as SpooledRecord
    },
    async remove() {
      file.destroy()
      await rm(path, { force: true })
    },
  }
}
