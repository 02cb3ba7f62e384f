import { createReadStream } from "node:fs"
import { CannotBeTable } from "../table-refusal.ts"

/** Reads a file from its start, as many bytes as are asked for. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(path: string) {
    this.#chunks = (createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  }

  /** Nothing at the end of the file; half a record there is no record. */
  async take(count: number): Promise<Buffer | undefined> {
    if (this.#rest.length < count) await this.#fill(count)
    if (this.#rest.length === 0) return undefined
    if (this.#rest.length < count) throw new CannotBeTable("damaged", { reason: "cut" })
    const taken = this.#rest.subarray(0, count)
    this.#rest = this.#rest.subarray(count)
    return taken
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  async #fill(count: number): Promise<void> {
    const parts = [this.#rest]
    let length = this.#rest.length
    while (length < count) {
      const { value, done } = await this.#chunks.next()
      if (done) break
      parts.push(value)
      length += value.length
    }
    this.#rest = Buffer.concat(parts)
  }
}
