/**
 * What earlier readings of a source made of its records. Mapping is a function of what the source wrote and of what a
 * `readingKey` stands for: a record that is word for word what it was when it became what we hold need not be mapped again. The
 * memo is a file that may be lost at any time: then everything is mapped once more.
 */
import { hash as digest } from "node:crypto"
import { createWriteStream } from "node:fs"
import { mkdir, rename, rm } from "node:fs/promises"
import { dirname } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { FoundRecord, Problem } from "./connector.ts"
import type { Packing } from "./packed-bytes.ts"
import { PackedMap } from "./packed-map.ts"
import { problemsPacking } from "./problems-packing.ts"
import type { RecordIndex } from "./record-index.ts"
import { asLine, linesOf } from "./spool-lines.ts"

interface Remembered {
  /** Of the record as it was written and as it was read; absent where it cannot be known again. */
  readonly proof?: Buffer
  readonly problems: readonly Problem[]
}

interface MemoPlace {
  /** Equal for readings that would make the same of a record. */
  readonly key: string
  readonly now: Date
  /** Of the run. */
  readonly index?: RecordIndex
}

interface MemoHead {
  readonly key: string
  readonly begun: string
}

interface Read {
  readonly kind: FoundRecord["kind"]
  /** Of its facts. */
  readonly hash: string
}

/** A mapping that was mended without a new version shows in all records after so long. */
const longestTrustMs = 30 * 24 * 60 * 60 * 1000

export class ReadingMemo {
  readonly #head: MemoHead
  readonly #index: RecordIndex | undefined
  readonly #records: PackedMap<Remembered>
  /** It holds what its file does not. */
  #hasNews = false

  private constructor(head: MemoHead, index: RecordIndex | undefined) {
    this.#head = head
    this.#index = index
    this.#records = new PackedMap(packing, index)
  }

  /** What was remembered under this key; nothing where there is nothing, or nothing to be trusted. */
  static async open(path: string, { key, now, index }: MemoPlace): Promise<ReadingMemo> {
    const memo = new ReadingMemo({ key, begun: now.toISOString() }, index)
    try {
      return (await memo.#recalled(path, now)) ?? memo
    } catch (error) {
      if (error instanceof SyntaxError || (error as { code?: unknown }).code === "ENOENT") return memo
      throw error
    }
  }

  async #recalled(path: string, now: Date): Promise<ReadingMemo | undefined> {
    let memo: ReadingMemo | undefined
    for await (const line of linesOf(path)) {
      if (memo) memo.#recall(JSON.parse(line) as MemoLine)
      else if (isTrusted(JSON.parse(line) as MemoHead, this.#head.key, now))
        memo = new ReadingMemo(JSON.parse(line), this.#index)
      else return undefined
    }
    return memo
  }

  #recall([remoteId, proof, problems]: MemoLine): void {
    this.#records.set(remoteId, { proof: Buffer.from(proof, "base64"), problems })
  }

  /** Whether this text was read as `known` says. */
  recognises(remoteId: string, text: string, known: Read): boolean {
    return this.#records.get(remoteId)?.proof?.equals(proofOf(text, known)) ?? false
  }

  /** `text`: what the record was written as, where it may be known again by that. */
  remember(remoteId: string, text: string | undefined, read: Read, problems: readonly Problem[]): void {
    this.#hasNews = true
    this.#records.set(remoteId, { ...(text === undefined ? {} : { proof: proofOf(text, read) }), problems })
  }

  problemsOf(remoteId: string): readonly Problem[] {
    return this.#records.get(remoteId)?.problems ?? []
  }

  /** Writes down what is remembered of these records, and nothing else. */
  async save(path: string, remoteIds: Iterable<string> = this.#records.keys()): Promise<void> {
    if (!this.#hasNews) return
    await mkdir(dirname(path), { recursive: true })
    const written = `${path}.new`
    try {
      await pipeline(Readable.from(this.#lines(remoteIds)), createWriteStream(written))
      await rename(written, path)
    } catch (error) {
      // A run is not worth less because the next one takes longer.
      await rm(written, { force: true })
      if (!isFull(error)) throw error
    }
  }

  *#lines(remoteIds: Iterable<string>): Generator<string> {
    yield asLine(JSON.stringify(this.#head))
    for (const remoteId of remoteIds) {
      const { proof, problems } = this.#records.get(remoteId) ?? {}
      const line = proof && problems && ([remoteId, proof.toString("base64"), problems] satisfies MemoLine)
      if (line) yield asLine(JSON.stringify(line))
    }
  }
}

type MemoLine = readonly [remoteId: string, proof: string, problems: readonly Problem[]]

const proofBytes = 16

function proofOf(text: string, { kind, hash }: Read): Buffer {
  return digest("sha256", `${kind} ${hash} ${text}`, "buffer").subarray(0, proofBytes)
}

/** The proof, or zeros; then the problems, where there are any. */
const packing: Packing<Remembered> = {
  pack: ({ proof = unproven, problems }) =>
    problems.length === 0 ? proof : Buffer.concat([proof, problemsPacking.pack(problems)]),
  unpack: (bytes) => {
    const proof = bytes.subarray(0, proofBytes)
    const problems = bytes.length === proofBytes ? [] : problemsPacking.unpack(bytes.subarray(proofBytes))
    return proof.equals(unproven) ? { problems } : { proof, problems }
  },
}

const unproven = Buffer.alloc(proofBytes)

function isTrusted({ key, begun }: MemoHead, wanted: string, now: Date): boolean {
  const age = now.getTime() - Date.parse(begun)
  return key === wanted && age >= 0 && age <= longestTrustMs
}

function isFull(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return code === "ENOSPC" || code === "EDQUOT"
}
