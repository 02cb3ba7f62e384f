/**
 * Goes once through a text that seems to be UTF-8, to know whether other programs may read the file as it lies: no byte
 * that is none of UTF-8, no zeros, and cells as `scan-cells.ts` wants them.
 */
import { isUtf8 } from "node:buffer"
import { createReadStream } from "node:fs"
import type { Workspace } from "../workspace.ts"
import { type CellFacts, CellScan, type QuoteRules } from "./scan-cells.ts"

export interface Utf8Scan {
  /** Letters beyond ASCII that are right (at least), and places where bytes are none. */
  readonly right: number
  readonly broken: number
  /** Where the first of those lies, to guess what it is instead. */
  readonly brokenSample: Buffer
  readonly zeros: boolean
  readonly cells: CellFacts
}

const chunkBytes = 1 << 20
/** Beyond, it is another encoding, and there is no need to go on. */
const enoughBroken = 5000

/** Without rules it is no table of cells that is looked at. */
export async function scanUtf8(path: string, rules: QuoteRules | undefined, workspace: Workspace): Promise<Utf8Scan> {
  const letters = new Letters()
  const cells = new CellScan(rules ?? { separator: 0, quote: 0 })
  let zeros = false
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    workspace.checkpoint()
    letters.take(chunk)
    zeros ||= chunk.includes(0)
    if (letters.broken > enoughBroken && letters.broken > letters.right) break
    if (rules) cells.take(chunk)
  }
  letters.end()
  const { right, broken, brokenSample } = letters
  return { right, broken, brokenSample, zeros, cells: cells.end() }
}

/** A few bytes that were damaged do not make another encoding of a text in which all other letters are right. */
export function isMostlyRight({ right, broken }: { readonly right: number; readonly broken: number }): boolean {
  return right > broken * 10
}

/** Counts letters, chunk by chunk; one may lie across two chunks. */
class Letters {
  right = 0
  broken = 0
  brokenSample: Buffer = Buffer.alloc(0)
  #rest: Buffer = Buffer.alloc(0)

  take(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    const cut = unfinished(bytes)
    this.#rest = Buffer.from(bytes.subarray(bytes.length - cut))
    this.#count(bytes.subarray(0, bytes.length - cut))
  }

  end(): void {
    this.#count(this.#rest)
  }

  #count(bytes: Buffer): void {
    if (isUtf8(bytes)) {
      // A lower bound is enough, and quick.
      this.right += countLetters(bytes.subarray(0, 4096)).right
      return
    }
    const { right, broken } = countLetters(bytes)
    if (this.broken === 0) this.brokenSample = bytes
    this.right += right
    this.broken += broken
  }
}

/** Letters beyond ASCII, and places where bytes are none. */
export function countLetters(bytes: Buffer): { right: number; broken: number } {
  const text = bytes.toString("utf8")
  const all = text.match(/[^\p{ASCII}]/gu)?.length ?? 0
  const written = bytes.toString("latin1").split("\u00ef\u00bf\u00bd").length - 1
  const broken = (text.match(/\ufffd/g)?.length ?? 0) - written
  return { right: all - broken, broken }
}

/** Bytes at the end that begin a letter. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}
