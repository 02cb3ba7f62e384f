/** The elements of one list of a JSON text, or of a text with one value after the other, read as they come. */
import { createReadStream } from "node:fs"
import { CannotBeTable } from "../table-refusal.ts"
import type { Workspace } from "../workspace.ts"
import { deepest, endOfString, signs } from "./json-bytes.ts"
import { parseJson } from "./parse-json.ts"

export interface ElementsFrom {
  readonly path: string
  /** Of the byte after the bracket of the list; the start of a text of lines. */
  readonly from: number
  /** Lines end with the file, a list by its bracket. */
  readonly isLines: boolean
}

const chunkBytes = 1 << 20
const longestElement = 64 * 2 ** 20

/** Objects and lists among the elements, some at a time. */
export async function* jsonElements(
  { path, from, isLines }: ElementsFrom,
  workspace: Workspace,
): AsyncGenerator<readonly unknown[]> {
  const cutter = new ElementCutter()
  for await (const chunk of createReadStream(path, {
    start: from,
    highWaterMark: chunkBytes,
  }) as AsyncIterable<Buffer>) {
    workspace.checkpoint()
    yield cutter.take(chunk)
    if (cutter.hasEnded) return
  }
  if (!isLines || cutter.isInside) throw new CannotBeTable("damaged", { reason: "json" })
}

/** Cuts bytes where an object or list of the outermost level ends. */
class ElementCutter {
  hasEnded = false
  #rest: Buffer = Buffer.alloc(0)
  /** How far `#rest` was looked through. */
  #seen = 0
  #depth = 0
  #inString = false

  get isInside(): boolean {
    return this.#depth > 0
  }

  take(chunk: Buffer): unknown[] {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    const elements: unknown[] = []
    let from = 0
    let at = this.#seen
    while (at < bytes.length && !this.hasEnded) {
      if (this.#inString) {
        const end = endOfString(bytes, at)
        this.#inString = !end.ends
        // An escape that is cut is looked at again when it is whole.
        at = end.escaped ? bytes.length - 1 : end.at
        if (end.escaped) break
        continue
      }
      const byte = bytes[at++]!
      if (byte === signs.quote) this.#inString = true
      else if (byte === signs.openObject || byte === signs.openArray) {
        if (this.#depth++ === 0) from = at - 1
        if (this.#depth > deepest) throw new CannotBeTable("damaged", { reason: "depth" })
      } else if (byte === signs.closeObject || byte === signs.closeArray) {
        this.#depth--
        if (this.#depth === 0) elements.push(parseJson(bytes.toString("utf8", from, at)))
        else if (this.#depth < 0) this.hasEnded = true
      }
    }
    const keepFrom = this.#depth > 0 ? from : at
    this.#rest = Buffer.from(bytes.subarray(keepFrom))
    this.#seen = at - keepFrom
    if (this.#rest.length > longestElement) throw new CannotBeTable("too-large", { limit: longestElement })
    return elements
  }
}
