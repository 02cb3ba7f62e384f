/**
 * Values as bytes outside the heap: a source of three hundred thousand records is compared with what we know of it in the memory
 * that is left for a process (docs/explanation/harvest.md). A value is made anew each time it is asked for.
 */
export interface Packing<Value> {
  pack(value: Value): Buffer
  unpack(bytes: Buffer): Value
}

/** Values that JSON can hold. */
export function jsonPacking<Value>(): Packing<Value> {
  return {
    pack: (value) => Buffer.from(JSON.stringify(value)),
    unpack: (bytes) => JSON.parse(bytes.toString()) as Value,
  }
}

const chunkBytes = 1024 * 1024
const lengthBytes = 4

/** Pieces of bytes one behind the other, each with its length before it. */
export class PackedBytes {
  /** They hold whole pieces: a long one has a chunk of its own. */
  readonly #chunks: { readonly bytes: Buffer; used: number }[] = []

  /** Answers where it lies. */
  add(bytes: Buffer): number {
    const needed = bytes.length + lengthBytes
    let chunk = this.#chunks.at(-1)
    if (!chunk || chunk.used + needed > chunkBytes) {
      chunk = { bytes: Buffer.allocUnsafeSlow(Math.max(chunkBytes, needed)), used: 0 }
      this.#chunks.push(chunk)
    }
    const start = chunk.used
    chunk.bytes.writeUInt32LE(bytes.length, start)
    bytes.copy(chunk.bytes, start + lengthBytes)
    chunk.used += needed
    return (this.#chunks.length - 1) * chunkBytes + start
  }

  at(place: number): Buffer {
    return pieceOf(this.#chunks[Math.floor(place / chunkBytes)]!.bytes, place % chunkBytes)
  }

  *[Symbol.iterator](): Generator<Buffer, undefined> {
    for (const { bytes, used } of this.#chunks)
      for (let start = 0; start < used; ) {
        const piece = pieceOf(bytes, start)
        yield piece
        start += lengthBytes + piece.length
      }
  }
}

function pieceOf(chunk: Buffer, start: number): Buffer {
  return chunk.subarray(start + lengthBytes, start + lengthBytes + chunk.readUInt32LE(start))
}
